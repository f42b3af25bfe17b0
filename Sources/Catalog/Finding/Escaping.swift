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
    var text = ""
    var rest = bytes[...]
    while let byte = rest.first {
        // The longest scalar that is well formed, from one byte to four.
        let scalar = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
        if let scalar {
            text += escaped(scalar)
            rest = rest.dropFirst(scalar.utf8.count)
        } else {
            text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            rest = rest.dropFirst()
        }
    }
    return text
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\\" { return "\\\\" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: return String(scalar)
    }
}
