/// Text that may come from anybody, made safe for a line of a log or a terminal.
package enum OneLine {
    /// Writes an escape for every character that could end a line, move a cursor or turn the direction of the text:
    /// controls, line and paragraph separators, and the formatting characters of bidirectional text.
    ///
    /// - Parameter isQuoted: whether the text stands between quotes of JSON, so that quotes and backslashes are
    ///   escaped too.
    package static func append(_ text: String, to bytes: inout [UInt8], isQuoted: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22 where isQuoted: bytes += "\\\"".utf8
            case 0x5C where isQuoted: bytes += "\\\\".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                let hex = String(scalar.value, radix: 16)
                bytes += "\\u".utf8
                bytes += String(repeating: "0", count: 4 - hex.count).utf8
                bytes += hex.utf8
            default: bytes += String(scalar).utf8
            }
        }
    }

    package static func text(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes, isQuoted: false)
        return String(decoding: bytes, as: UTF8.self)
    }
}
