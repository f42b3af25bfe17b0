package import JSON

/// Writes XML 1.0 in UTF-8: elements one within the other, without white space between them.
///
/// A character that XML 1.0 cannot have, escaped or not (section 2.2), becomes U+FFFD.
package struct XMLWriter: Sendable {
    package private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// - Parameter attributes: names and values, in this order.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        content: (inout XMLWriter) -> Void
    ) {
        open(name, attributes)
        bytes += ">".utf8
        content(&self)
        bytes += "</\(name)>".utf8
    }

    package mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        open(name, attributes)
        bytes += "/>".utf8
    }

    package mutating func text(_ text: String) {
        escape(text.utf8)
    }

    package mutating func element(_ name: StaticString, text: String) {
        element(name) { $0.text(text) }
    }

    package mutating func element(_ name: StaticString, text: Text) {
        element(name) { $0.escape(text.utf8) }
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        bytes += "<\(name)".utf8
        for (name, value) in attributes {
            bytes += " \(name)=\"".utf8
            escape(value.utf8)
            bytes += "\"".utf8
        }
    }

    /// Fit for both content and attributes. What a parser would change on the way, a CR (section 2.11) or, in an
    /// attribute, a tab or a line break (section 3.3.3), is written as a reference.
    private mutating func escape(_ utf8: some Sequence<UInt8>) {
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case 0x09, 0x0A, 0x0D: bytes += "&#\(byte);".utf8
            case ..<0x20: bytes += Self.replacement
            case 0xBE, 0xBF:
                bytes.append(byte)
                // U+FFFE and U+FFFF.
                if bytes.suffix(3).dropLast().elementsEqual([0xEF, 0xBF]) {
                    bytes.removeLast(3)
                    bytes += Self.replacement
                }
            default: bytes.append(byte)
            }
        }
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}
