/// The opaque version string of a framework, ordered by its bytes: `v.26.05`.
package struct FrameworkVersion: Hashable, Sendable {
    package let text: String

    /// What the newest version is asked for by in a path: no version has this name.
    package static let latest = "latest"

    /// `^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`, and not ``latest``.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, Self.isAlphanumeric(first), bytes.count <= 64, text != Self.latest else {
            return nil
        }
        let isWellFormed = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
            default: Self.isAlphanumeric(byte)
            }
        }
        guard isWellFormed else { return nil }
        self.text = text
    }

    /// Whether it has the form that exports use, `v.YY.MM`.
    package var isUsual: Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 7, text.hasPrefix("v."), bytes[4] == UInt8(ascii: ".") else { return false }
        return [2, 3, 5, 6].allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[$0] }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

extension FrameworkVersion: Comparable {
    package static func < (left: FrameworkVersion, right: FrameworkVersion) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension FrameworkVersion: CustomStringConvertible {
    package var description: String { text }
}
