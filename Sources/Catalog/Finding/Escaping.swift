package import JSON

/// A text of a file for a message: in quotation marks, on one line, nothing in it that a terminal or a log obeys, and
/// cut after `limit` scalars.
package func quoted(_ text: Text, limit: Int = 60) -> String {
    // A scalar has at most four bytes: the rest of a long text is not even decoded.
    let head = String(decoding: text.utf8.prefix((limit + 1) * 4), as: UTF8.self).unicodeScalars
    let isCut = text.count > (limit + 1) * 4 || head.count > limit
    let shown = head.prefix(limit).map { $0 == "\"" ? "\\\"" : escaped($0) }.joined()
    return "\"\(shown)\(isCut ? "…" : "")\""
}

package func quoted(_ text: String, limit: Int = 60) -> String {
    quoted(Text(text), limit: limit)
}

/// A name or pointer on one line: characters that are not seen as themselves are written `\u{202E}`, a backslash twice.
package func escaped(_ text: String) -> String {
    text.unicodeScalars.map(escaped).joined()
}

/// The same for bytes that may not be UTF-8, such as a file name: those that are not are written `\xFF`.
package func escaped(bytes: [UInt8]) -> String {
    // Most names are plain, and there is one for every file.
    if bytes.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\\") }) {
        return String(decoding: bytes, as: UTF8.self)
    }
    return pieces(of: bytes[...]).map { piece in
        switch piece {
        case .scalar(let scalar): escaped(scalar)
        case .byte(let byte): escaped(byte)
        }
    }.joined()
}

/// What bytes that may not be UTF-8 consist of.
enum Piece {
    case scalar(Unicode.Scalar)
    /// No part of a scalar.
    case byte(UInt8)
}

func pieces(of bytes: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var rest = bytes
    while let byte = rest.first {
        if byte < 0x80 {
            pieces.append(.scalar(Unicode.Scalar(byte)))
            rest = rest.dropFirst()
            continue
        }
        // The scalar that is well formed, of two bytes to four.
        let scalar = (2...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
        if let scalar = scalar?.unicodeScalars.first {
            pieces.append(.scalar(scalar))
            rest = rest.dropFirst(UTF8.width(scalar))
        } else {
            pieces.append(.byte(byte))
            rest = rest.dropFirst()
        }
    }
    return pieces
}

func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\\" { return "\\\\" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: return String(scalar)
    }
}

func escaped(_ byte: UInt8) -> String {
    "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
