/// The well-formed UTF-8 sequences of the Unicode Standard, table 3-7.
enum ScalarSequence {
    case wellFormed(length: Int)
    case illFormed
    /// The text ends before the sequence does, and so far it is well-formed.
    case cut

    /// The sequence that begins at `offset`, which is within `text`.
    @inline(__always)
    init(_ text: Span<UInt8>, at offset: Int) {
        let lead = text[offset]
        let length: Int
        // Only the second byte has ranges of its own: they shut out overlong forms, surrogates and more than U+10FFFF.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0x00...0x7F:
            self = .wellFormed(length: 1)
            return
        case 0xC2...0xDF:
            length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default:
            self = .illFormed
            return
        }
        guard offset + length <= text.count else {
            self = Self.isWellFormed(text, from: offset, to: text.count, second) ? .cut : .illFormed
            return
        }
        self =
            Self.isWellFormed(text, from: offset, to: offset + length, second)
            ? .wellFormed(length: length) : .illFormed
    }

    /// Whether the bytes after the lead continue it.
    @inline(__always)
    private static func isWellFormed(
        _ text: Span<UInt8>, from lead: Int, to end: Int, _ second: ClosedRange<UInt8>
    ) -> Bool {
        if lead + 1 < end, !second.contains(text[lead + 1]) { return false }
        if lead + 2 < end, text[lead + 2] & 0xC0 != 0x80 { return false }
        if lead + 3 < end, text[lead + 3] & 0xC0 != 0x80 { return false }
        return true
    }
}
