package import Hashing

/// An export file as it was read: its bytes are served as they are.
package struct SourceFile: Sendable {
    /// Where it was found, for findings and the log; never in an answer.
    package let path: String
    package let bytes: [UInt8]
    /// SHA-256 of the bytes.
    package let digest: SHA256

    package init(path: String, bytes: [UInt8], digest: SHA256) {
        self.path = path
        self.bytes = bytes
        self.digest = digest
    }
}
