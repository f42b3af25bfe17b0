/// Newline-delimited JSON: each line is one JSON text and ends in LF.
package enum NDJSON {
    /// - Parameter json: one JSON text. A line break in it can only be white space between tokens (RFC 8259 section 7
    ///   forbids it in strings), as in a value kept as an export has it, and is left out.
    package static func line(_ json: [UInt8]) -> [UInt8] {
        withoutLineBreaks(json) + end
    }

    /// A part of a line that is written part by part.
    package static func withoutLineBreaks(_ json: [UInt8]) -> [UInt8] {
        json.contains(where: isLineBreak) ? json.filter { !isLineBreak($0) } : json
    }

    /// What ends a line.
    package static let end: [UInt8] = [UInt8(ascii: "\n")]

    private static func isLineBreak(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
