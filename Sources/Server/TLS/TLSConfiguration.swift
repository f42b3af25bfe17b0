/// How connections are secured, before any file is read.
package struct TLSConfiguration: Sendable, Equatable {
    /// The first is for clients that name no server, or one that none of the certificates is for.
    package var certificates: [Files]
    /// Path of a PEM file with the certificates by which those of clients are checked.
    package var clientCA: String?
    package var clientAuthentication = ClientAuthentication.none
    package var minimumVersion = Version.tls12

    package init(certificates: [Files]) {
        self.certificates = certificates
    }

    /// Paths of PEM files: a certificate with the chain that leads to its root, and its key.
    package struct Files: Sendable, Equatable {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// Whether clients show a certificate. One that is shown must be good, whether it had to be or not.
    package enum ClientAuthentication: String, Sendable, CaseIterable {
        case none, optional, require
    }

    /// Older ones must not be used (RFC 8996).
    package enum Version: String, Sendable, CaseIterable {
        case tls12 = "1.2"
        case tls13 = "1.3"
    }
}
