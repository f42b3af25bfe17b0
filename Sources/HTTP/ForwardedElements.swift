/// The elements of a line of `Forwarded` (RFC 7239 section 4), walked without a copy.
///
/// More lenient than the grammar in two ways that change no meaning: white space may stand around a semicolon, and a
/// value needs no quotes for a colon or brackets (`host=a.example:8080`), as many write it.
struct ForwardedElements {
    /// The values without their quotes; nil where the element has no such parameter. A quoted-pair is left in them:
    /// nothing that counts here needs one, and no grammar of these values has a backslash.
    private(set) var node: Range<Int>?
    private(set) var scheme: Range<Int>?
    private(set) var host: Range<Int>?

    private var position: Int
    private let end: Int

    enum Step {
        case element
        case end
        /// From here on nobody knows what the quotes of the line enclose.
        case malformed
    }

    init(_ line: Range<Int>) {
        position = line.lowerBound
        end = line.upperBound
    }

    mutating func next(_ bytes: RawSpan) -> Step {
        while position < end, bytes[position] == Ascii.comma || isSpace(bytes) { position += 1 }
        guard position < end else { return .end }
        (node, scheme, host) = (nil, nil, nil)
        while true {
            skipSpace(bytes)
            if position < end, bytes[position] != Ascii.semicolon, bytes[position] != Ascii.comma {
                guard pair(bytes) else { return .malformed }
                skipSpace(bytes)
            }
            guard position < end, bytes[position] != Ascii.comma else { return .element }
            guard bytes[position] == Ascii.semicolon else { return .malformed }
            position += 1
        }
    }

    /// `token "=" value`; a name that comes twice is none of the grammar (section 4).
    private mutating func pair(_ bytes: RawSpan) -> Bool {
        let start = position
        position = bytes.endOfToken(from: start, to: end)
        let name = start..<position
        guard !name.isEmpty, position < end, bytes[position] == Ascii.equals else { return false }
        position += 1
        guard let value = value(bytes) else { return false }
        if bytes.equals("for", in: name) {
            guard node == nil else { return false }
            node = value
        } else if bytes.equals("proto", in: name) {
            guard scheme == nil else { return false }
            scheme = value
        } else if bytes.equals("host", in: name) {
            guard host == nil else { return false }
            host = value
        }
        return true
    }

    private mutating func value(_ bytes: RawSpan) -> Range<Int>? {
        guard position < end else { return nil }
        let start = position
        guard bytes[start] == Ascii.quote else {
            while position < end, ByteSet.token.contains(bytes[position]) || Self.isOfAddress(bytes[position]) {
                position += 1
            }
            return position > start ? start..<position : nil
        }
        position += 1
        while position < end, bytes[position] != Ascii.quote {
            position += bytes[position] == Ascii.backslash ? 2 : 1
        }
        guard position < end else { return nil }
        position += 1
        return start + 1..<position - 1
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        byte == Ascii.colon || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
    }

    private func isSpace(_ bytes: RawSpan) -> Bool {
        bytes[position] == Ascii.space || bytes[position] == Ascii.tab
    }

    private mutating func skipSpace(_ bytes: RawSpan) {
        while position < end, isSpace(bytes) { position += 1 }
    }
}
