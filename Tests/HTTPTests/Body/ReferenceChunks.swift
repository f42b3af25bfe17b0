/// The chunked coding of RFC 9112 section 7.1 read from a whole text with nothing but searches for CR LF.
enum ReferenceChunks: Equatable {
    case whole(body: String, length: Int)
    case refused
    /// It ends too soon: more may come.
    case unfinished

    init(_ coded: [UInt8]) {
        var rest = coded[...]
        var body: [UInt8] = []
        while true {
            guard let line = Self.line(&rest) else {
                self = Self.startsLikeChunk(rest) ? .unfinished : .refused
                return
            }
            guard let size = Self.size(line) else {
                self = .refused
                return
            }
            if size == 0 { break }
            body += rest.prefix(size)
            rest = rest.dropFirst(size)
            guard rest.count >= 2 else {
                self = bytes("\r\n").starts(with: rest) ? .unfinished : .refused
                return
            }
            guard rest.prefix(2).elementsEqual(bytes("\r\n")) else {
                self = .refused
                return
            }
            rest = rest.dropFirst(2)
        }
        while true {
            guard let line = Self.line(&rest) else {
                self = .unfinished
                return
            }
            if line.isEmpty { break }
            guard case .accepted = ReferenceHead(bytes("GET / HTTP/1.0\r\n_") + line + bytes("\r\n\r\n")),
                line.first != UInt8(ascii: ":")
            else {
                self = .refused
                return
            }
        }
        self = .whole(body: text(body), length: rest.startIndex)
    }

    /// Takes the next line and its CR LF; nil where there is no CR LF.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        for index in rest.indices.dropLast() where rest[index] == 0x0d && rest[index + 1] == 0x0a {
            defer { rest = rest[(index + 2)...] }
            return Array(rest[..<index])
        }
        return nil
    }

    /// Whether a cut line may still become a chunk's: judged only by its first byte.
    private static func startsLikeChunk(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first.map { Character(Unicode.Scalar($0)).isHexDigit } ?? true
    }

    /// The size, where what follows it are extensions; nil where the line is none.
    private static func size(_ line: [UInt8]) -> Int? {
        let digits = line.prefix { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
        guard !digits.isEmpty, let size = Int(text(digits), radix: 16), size < 1 << 60 else { return nil }
        return isExtension(text(line.dropFirst(digits.count))) ? size : nil
    }

    /// `*( BWS ";" text )` with quoted strings closed and no control characters.
    private static func isExtension(_ text: String) -> Bool {
        guard text.unicodeScalars.allSatisfy({ $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7f }) else {
            return false
        }
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        guard text.isEmpty || trimmed.first == ";" else { return false }
        // Escaped characters first, so that the quotes that are left stand in pairs.
        var isQuoted = false
        var scalars = trimmed.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == "\\", isQuoted, scalars.popFirst() == nil { return false }
        }
        return !isQuoted
    }
}
