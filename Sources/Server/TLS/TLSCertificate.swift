/// What is known of a certificate that connections are secured by.
package struct TLSCertificate: Sendable, Equatable {
    package let path: String
    /// The host names that it is for, in lower case: those of `subjectAltName`, or the common name where there is no such
    /// extension. `*.` stands for one label.
    package let names: [String]
    /// Seconds since 1970.
    package let notBefore: Int64
    package let notAfter: Int64

    /// When a renewal is late: those that renew by themselves do it a month before the end.
    package static let warningSeconds: Int64 = 14 * 86_400

    /// - Parameter now: seconds since 1970.
    package func expiresSoon(_ now: Int64) -> Bool {
        notAfter - now < Self.warningSeconds
    }
}
