import CLinux
import Glibc
import HTTP

/// Why a file for TLS cannot be used. Its description is a line that names the file and what would be right.
package struct TLSError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package enum Reason: Sendable, Equatable {
        /// With the errno.
        case unreadable(Int32)
        /// In PEM form.
        case noCertificate
        case noKey
        case encryptedKey
        /// With the path of the certificate that the key does not belong to.
        case otherKey(certificate: String)
        /// Seconds since 1970.
        case expired(Int64)
        /// Seconds since 1970.
        case notYetValid(Int64)
        /// With the path of the certificate that has the same names and the same kind of key.
        case repeated(certificate: String)
        /// With what OpenSSL says.
        case refused(String)
    }

    package var description: String { "\(path): \(phrase)" }

    private var phrase: String {
        switch reason {
        case .unreadable(let errno): "cannot be read: \(String(cString: strerror(errno)))"
        case .noCertificate: "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)"
        case .noKey: "holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)"
        case .encryptedKey: "the key is encrypted: write it without a passphrase (openssl pkey -in … -out …)"
        case .otherKey(let certificate): "is not the key of \(certificate)"
        case .expired(let seconds): "the certificate expired on \(HTTPDate.text(seconds))"
        case .notYetValid(let seconds): "the certificate is not valid before \(HTTPDate.text(seconds))"
        case .repeated(let certificate):
            "has the names and the kind of key of \(certificate), which stands before it: leave one of them out"
        case .refused(let reason): "OpenSSL refuses it: \(reason)"
        }
    }
}
