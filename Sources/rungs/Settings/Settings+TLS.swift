package import Server

extension Settings {
    /// What connections are secured by.
    package struct TLS: Sendable {
        /// Paths, each with that of its key at the same place.
        package var certificates: [String] = []
        package var keys: [String] = []
        package var clientCA: String?
        package var clientAuthentication = TLSConfiguration.ClientAuthentication.none
        package var minimumVersion = TLSConfiguration.Version.tls12
        /// nil where TLS is spoken on `http.port`.
        package var port: Int?

        /// nil where nothing is secured.
        package var configuration: TLSConfiguration? {
            guard !certificates.isEmpty else { return nil }
            var configuration = TLSConfiguration(
                certificates: zip(certificates, keys).map { .init(certificate: $0, key: $1) })
            configuration.clientCA = clientCA
            configuration.clientAuthentication = clientAuthentication
            configuration.minimumVersion = minimumVersion
            return configuration
        }
    }

    /// What is wrong with TLS and where it is listened for: half of a set-up would leave a door open that was to be
    /// closed.
    func faultsOfTLS(_ raw: RawSettings) -> [SettingsError] {
        var errors: [SettingsError] = []
        func complain(_ key: String, _ reason: String) {
            errors.append(.inconsistent(key, raw[key], reason))
        }
        guard !tls.certificates.isEmpty else {
            let others = [
                ("tls.key", !tls.keys.isEmpty), ("tls.clientCA", tls.clientCA != nil),
                ("tls.clientAuth", tls.clientAuthentication != .none), ("tls.minVersion", tls.minimumVersion != .tls12),
                ("tls.port", tls.port != nil),
            ]
            for (key, isSet) in others where isSet { complain(key, "nothing is secured while tls.cert is not set") }
            return errors
        }
        if tls.keys.count != tls.certificates.count {
            complain(
                "tls.key",
                "\(counted(tls.certificates.count, "certificate")) and \(counted(tls.keys.count, "key")): each "
                    + "certificate of tls.cert has its key at the same place")
        }
        if tls.clientAuthentication != .none, tls.clientCA == nil {
            complain("tls.clientAuth", "certificates of clients are checked by tls.clientCA, which is not set")
        }
        if tls.clientAuthentication == .none, tls.clientCA != nil {
            complain("tls.clientCA", "no client is checked by it: set tls.clientAuth to optional or require")
        }
        if tls.port == nil, listen.socket != nil {
            complain("tls.port", "http.socket is for programs of this machine: set the port on which TLS is spoken")
        }
        if let port = tls.port, port != 0 {
            if port == listen.port, listen.socket == nil {
                complain(
                    "tls.port", "\(port) is http.port too: leave it unset, and http.port speaks TLS, or set another")
            }
            if port == listen.adminPort { complain("tls.port", "\(port) is admin.port too: set another") }
        }
        return errors
    }
}
