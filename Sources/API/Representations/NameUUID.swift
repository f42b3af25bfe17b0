import Catalog
import Hashing

/// Identifiers of what has no address of its own: the same on every server, and at all times (RFC 9562 section 5.8, a
/// name hashed by SHA-256 as in its appendix B.2).
enum NameUUID {
    /// `urn:uuid:…` (RFC 9562 section 4).
    static func urn(_ name: String...) -> String {
        let text = (["rungs"] + name).joined(separator: "\n")
        var bytes = Array(SHA256(hashing: Array(text.utf8)).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0].joined() }
        return "urn:uuid:\(groups.joined(separator: "-"))"
    }
}
