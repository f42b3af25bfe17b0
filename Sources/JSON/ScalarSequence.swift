/// The well-formed UTF-8 sequences of the Unicode Standard, table 3-7.
enum ScalarSequence {
    case wellFormed(length: Int)
    case illFormed
    /// The text ends before the sequence does, and so far it is well-formed.
    case cut

    /// The sequence that begins at `offset`, which is within `text`.
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
        for index in 1..<length {
            guard offset + index < text.count else {
                self = .cut
                return
            }
            let byte = text[offset + index]
            guard index == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else {
                self = .illFormed
                return
            }
        }
        self = .wellFormed(length: length)
    }
}
