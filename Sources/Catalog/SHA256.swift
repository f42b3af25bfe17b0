/// A SHA-256 digest.
package struct SHA256: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(hashing content: [UInt8]) {
        preconditionFailure("to be written")
    }

    package init(hashing parts: [[UInt8]]) {
        preconditionFailure("to be written")
    }

    package var hex: String { preconditionFailure("to be written") }
    /// The alphabet of RFC 4648 section 5, without padding.
    package var base64URL: String { preconditionFailure("to be written") }
}
