/// Lays a JSON text out over lines: a member or element on each, indented by two spaces, a line feed at the end. Numbers
/// and strings stay as they are, empty containers stay on one line.
///
/// The text may come in pieces, cut anywhere.
package struct Indenter: Sendable {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Nothing stands yet in the container that was opened last.
    private var isEmptySoFar = false

    package init() {}

    /// - Parameter json: a whole text, valid.
    package static func indent(_ json: [UInt8]) -> [UInt8] {
        var indenter = Indenter()
        return indenter.indent(piece: json) + end
    }

    /// What ends a text.
    package static let end: [UInt8] = [UInt8(ascii: "\n")]

    package mutating func indent(piece json: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(json.count + json.count / 2)
        for byte in json {
            if isInString {
                lines.append(byte)
                isInString = isEscaped || byte != .quote
                isEscaped = !isEscaped && byte == .backslash
            } else {
                add(token: byte, to: &lines)
            }
        }
        return lines
    }

    private mutating func add(token byte: UInt8, to lines: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            break
        case .closeBrace, .closeBracket:
            depth -= 1
            if !isEmptySoFar { beginLine(&lines) }
            isEmptySoFar = false
            lines.append(byte)
        case .comma:
            lines.append(byte)
            beginLine(&lines)
        case .colon:
            lines.append(byte)
            lines.append(UInt8(ascii: " "))
        default:
            if isEmptySoFar { beginLine(&lines) }
            lines.append(byte)
            isEmptySoFar = byte == .openBrace || byte == .openBracket
            if isEmptySoFar { depth += 1 }
            isInString = byte == .quote
        }
    }

    private func beginLine(_ lines: inout [UInt8]) {
        lines.append(UInt8(ascii: "\n"))
        lines.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * max(0, depth)))
    }
}
