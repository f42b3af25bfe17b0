/// The elements of a field value that is a list of `name *( OWS ";" OWS parameter )`, walked without a copy (RFC 9110
/// sections 5.6.1, 5.6.6 and 12.4.2): `Accept`, `Accept-Encoding`, `Connection`, `Transfer-Encoding`.
struct ListElements {
    /// The element up to its parameters.
    private(set) var name = 0..<0
    /// Where the slash of the name is, if it has one.
    private(set) var slash: Int?
    /// The weight in thousandths: 1000 where there is none, nil where the element is malformed.
    private(set) var weight: UInt16? = 1000
    /// Whether the element has parameters, the weight included.
    private(set) var hasParameters = false

    /// Whether the element is well-formed and its name is all of it.
    var isBare: Bool { weight != nil && !hasParameters }

    private var position: Int
    private let end: Int

    init(_ value: Range<Int>) {
        position = value.lowerBound
        end = value.upperBound
    }

    /// Moves to the next element; false at the end. Empty elements are passed over.
    mutating func next(_ bytes: RawSpan) -> Bool {
        while position < end, bytes[position] == Ascii.comma || Self.isSpace(bytes[position]) { position += 1 }
        guard position < end else { return false }

        slash = nil
        weight = 1000
        hasParameters = false
        let start = position
        position = bytes.endOfToken(from: start, to: end)
        if position < end, bytes[position] == Ascii.slash {
            slash = position
            position = bytes.endOfToken(from: position + 1, to: end)
        }
        name = start..<position
        skipSpace(bytes)
        while position < end, bytes[position] == Ascii.semicolon {
            hasParameters = true
            position += 1
            parameter(bytes)
            skipSpace(bytes)
        }
        if position < end, bytes[position] != Ascii.comma || name.isEmpty {
            weight = nil
            skipToComma(bytes)
        }
        return true
    }

    /// `[ token "=" ( token / quoted-string ) ]`; a parameter named `q` is the weight.
    private mutating func parameter(_ bytes: RawSpan) {
        skipSpace(bytes)
        let start = position
        position = bytes.endOfToken(from: start, to: end)
        let isWeight = position == start + 1 && bytes[start] | 0x20 == UInt8(ascii: "q")
        guard position < end, bytes[position] == Ascii.equals else { return }
        position += 1
        let valueStart = position
        if position < end, bytes[position] == Ascii.quote {
            skipQuoted(bytes)
        } else {
            while position < end, ByteSet.token.contains(bytes[position]) { position += 1 }
        }
        if isWeight, weight != nil { weight = Self.quality(bytes, valueStart..<position) }
    }

    private mutating func skipSpace(_ bytes: RawSpan) {
        while position < end, Self.isSpace(bytes[position]) { position += 1 }
    }

    private mutating func skipQuoted(_ bytes: RawSpan) {
        position += 1
        while position < end, bytes[position] != Ascii.quote {
            position += bytes[position] == Ascii.backslash ? 2 : 1
        }
        position = min(position + 1, end)
    }

    /// A comma within a quoted string ends no element.
    private mutating func skipToComma(_ bytes: RawSpan) {
        while position < end, bytes[position] != Ascii.comma {
            if bytes[position] == Ascii.quote { skipQuoted(bytes) } else { position += 1 }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == Ascii.space || byte == Ascii.tab
    }

    /// `( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`.
    private static func quality(_ bytes: RawSpan, _ range: Range<Int>) -> UInt16? {
        guard (1...5).contains(range.count) else { return nil }
        let first = bytes[range.lowerBound] &- 0x30
        guard first < 2 else { return nil }
        var thousandths = UInt16(first) * 1000
        guard range.count > 1 else { return thousandths }
        guard bytes[range.lowerBound + 1] == UInt8(ascii: ".") else { return nil }
        var place: UInt16 = 100
        for index in range.dropFirst(2) {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            thousandths += UInt16(digit) * place
            place /= 10
        }
        return thousandths <= 1000 ? thousandths : nil
    }
}
