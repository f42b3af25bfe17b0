package import API
import HTTP
import Logging
package import Server

/// The checked settings: every value is allowed, and they fit together. Only this type travels; what was written
/// where stays behind in `RawSettings`.
package struct Settings: Sendable {
    package var data = Data()
    package var listen = Listen()
    package var tls = TLS()
    package var server = HTTPServer.Configuration()
    package var api = Application.Options(serverVersion: Version.current)
    package var log = Log()
    package var publicURL: PublicURL?
    package var basePath: String?
    /// The path of the file of keys; nil where nobody needs one.
    package var keysFile: String?

    /// Where connections come in.
    package struct Listen: Sendable {
        package var host = "127.0.0.1"
        package var port = 8080
        /// The path of a Unix domain socket, in place of host and port.
        package var socket: String?
        /// nil where health and metrics are among the rest.
        package var adminPort: Int?

        /// What is served to everybody first. Sockets that were handed over take the place of those of the settings: the
        /// ones named `https` that of the TLS port, the ones named `admin` that of the admin port. Health and metrics are
        /// never secured: they are for this machine, or a network of its own.
        func listeners(_ tls: TLS, inherited: [InheritedSocket]) -> [HTTPServer.Listener] {
            let hasTLS = !tls.certificates.isEmpty
            let isSecured = hasTLS && tls.port == nil
            var main: [HTTPServer.Listener] = []
            var secured: [HTTPServer.Listener] = []
            var admin: [HTTPServer.Listener] = []
            for socket in inherited {
                let address = ListenAddress.inherited(descriptor: socket.descriptor)
                switch socket.name {
                case "admin": admin.append(HTTPServer.Listener(address, isForOperations: true))
                case "https": secured.append(HTTPServer.Listener(address, isSecured: true))
                default: main.append(HTTPServer.Listener(address, isSecured: isSecured))
                }
            }
            if main.isEmpty, secured.isEmpty || tls.port != nil {
                let address = socket.map { ListenAddress.unix(path: $0) } ?? .tcp(host: host, port: port)
                main = [HTTPServer.Listener(address, isSecured: isSecured)]
            }
            if secured.isEmpty, let port = tls.port {
                secured = [HTTPServer.Listener(.tcp(host: host, port: port), isSecured: true)]
            }
            if admin.isEmpty, let adminPort {
                admin = [HTTPServer.Listener(.tcp(host: host, port: adminPort), isForOperations: true)]
            }
            return main + secured + admin
        }
    }

    package struct Data: Sendable {
        /// Empty where no path was set and no sample was found.
        package var paths: [String] = []
        package var onError = OnError.fail
        /// Whether a change of the files is a reload.
        package var isWatched = true
        package var onRemove = OnRemove.drop
        /// A larger file is refused before it is read.
        package var maxFileBytes = 16 << 20
    }

    /// What a file that cannot be served does.
    package enum OnError: String, Sendable, CaseIterable {
        case fail, skip
    }

    /// What a file that was removed does.
    package enum OnRemove: String, Sendable, CaseIterable {
        case drop, keep
    }

    package struct Log: Sendable {
        package var level = LogLevel.info
        package var format = Format.auto
        package var access = Access.off

        package enum Format: String, Sendable, CaseIterable {
            case auto, text, json
        }

        package enum Access: String, Sendable, CaseIterable {
            case off, errors, all
        }
    }

    /// - Throws: everything that is wrong, not only the first.
    package init(_ raw: RawSettings, processors: Int) throws(SettingsErrors) {
        var errors: [SettingsError] = []
        for setting in raw.table {
            guard let value = raw[setting.key], !setting.store(value.texts, &self) else { continue }
            errors.append(.notAllowed(setting, value))
        }
        if errors.isEmpty {
            errors = combine(raw)
        }
        guard errors.isEmpty else { throw SettingsErrors(errors) }
        if server.workers == 0 {
            server.workers = processors
        }
    }

    /// Listens on sockets that were handed over.
    package mutating func take(_ inherited: [InheritedSocket]) {
        server.listeners = listen.listeners(tls, inherited: inherited)
        api.hasOperationsApart = server.listeners.contains { $0.isForOperations }
        server.openPaths = api.openPaths
    }

    /// What no setting can say alone.
    private mutating func combine(_ raw: RawSettings) -> [SettingsError] {
        var errors: [SettingsError] = []
        if api.pageLimit > api.maximumPageLimit {
            errors.append(
                .inconsistent(
                    "api.page.default", raw["api.page.default"],
                    "\(api.pageLimit) is more than api.page.max, \(api.maximumPageLimit)"))
        }
        if server.timeouts.linger > server.timeouts.drain {
            errors.append(
                .inconsistent(
                    "timeout.linger", raw["timeout.linger"],
                    "\(server.timeouts.linger) is more than timeout.drain, \(server.timeouts.drain), which includes it")
            )
        }
        if let publicURL, let basePath, basePath != publicURL.path {
            errors.append(
                .inconsistent(
                    "http.basePath", raw["http.basePath"],
                    "`\(basePath)` differs from the path of http.publicURL, `\(publicURL.path)`, which is the base path"
                ))
        }
        if let port = listen.adminPort, port != 0, port == listen.port, listen.socket == nil {
            errors.append(
                .inconsistent(
                    "admin.port", raw["admin.port"], "\(port) is http.port too: leave it unset, or set another"))
        }
        if server.proxyProtocol != .off, server.trust.isEmpty {
            errors.append(
                .inconsistent(
                    "http.proxyProtocol", raw["http.proxyProtocol"],
                    "no PROXY header counts while http.trustedProxies names nobody"))
        }
        errors += faultsOfTLS(raw)
        api.requiresKey = keysFile != nil
        api.limitsRate = server.limits.rate != nil
        if case .list(let origins) = api.corsOrigins { server.corsOrigins = origins }
        take([])
        server.basePath = publicURL?.path ?? basePath ?? ""
        server.publicBase = publicURL.map { LinkBase($0.text) }
        return errors
    }
}
