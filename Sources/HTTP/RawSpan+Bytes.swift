extension RawSpan {
    /// The byte at `offset`. The bounds check stays on, as one comparison.
    @inline(__always)
    subscript(offset: Int) -> UInt8 {
        precondition(UInt(bitPattern: offset) < UInt(bitPattern: byteCount))
        return unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// Eight bytes from `offset`, the first in the lowest place.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Whether the bytes of `range` are those of `text` in any letter case.
    ///
    /// - Parameter text: in lower case. Among bytes that are no control characters, setting the bit that tells the
    ///   cases apart gives its letters, digits and signs from no others.
    @inline(__always)
    package func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount && hasLowercased(text, at: range.lowerBound)
    }

    private func hasLowercased(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        let expected = UnsafeRawBufferPointer(start: text.utf8Start, count: count).bytes
        var index = 0
        while index + 8 <= count {
            guard word(at: start + index) | 0x2020_2020_2020_2020 == expected.word(at: index) else { return false }
            index += 8
        }
        while index < count {
            guard self[start + index] | 0x20 == expected[index] else { return false }
            index += 1
        }
        return true
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// `range` without the spaces and tabs at its ends (OWS of RFC 9110 section 5.6.3).
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start] == Ascii.space || self[start] == Ascii.tab { start += 1 }
        while start < end, self[end - 1] == Ascii.space || self[end - 1] == Ascii.tab { end -= 1 }
        return start..<end
    }
}

/// The characters that the grammars name.
enum Ascii {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0a
    static let carriageReturn: UInt8 = 0x0d
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let asterisk: UInt8 = 0x2a
    static let comma: UInt8 = 0x2c
    static let slash: UInt8 = 0x2f
    static let colon: UInt8 = 0x3a
    static let semicolon: UInt8 = 0x3b
    static let equals: UInt8 = 0x3d
    static let questionMark: UInt8 = 0x3f
    static let backslash: UInt8 = 0x5c
}

extension ByteSet {
    /// `tchar` (RFC 9110 section 5.6.2).
    static let token = ByteSet(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
    /// What may stand in a request target: visible ASCII but `"`, `#`, `<` and `>`. RFC 3986 has fewer, but browsers
    /// send `|`, `[`, `{` and their like as they are (URL Standard, query percent-encode set).
    static let target = ByteSet(low: 0xafff_fff2_0000_0000, high: 0x7fff_ffff_ffff_ffff)
    /// `reg-name` without the percent sign (RFC 3986 section 3.2.2).
    static let registeredName = ByteSet(low: 0x2bff_7fd2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// The characters of an address in brackets: IPv6 with or without a dotted end.
    static let address = ByteSet(low: 0x07ff_4000_0000_0000, high: 0x0000_007e_0000_007e)
    static let hexDigit = ByteSet(low: 0x03ff_0000_0000_0000, high: 0x0000_007e_0000_007e)
    /// `unreserved` (RFC 3986 section 2.3).
    static let unreserved = ByteSet(low: 0x03ff_6000_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// `[A-Za-z0-9._-]`, what a request id may have.
    static let requestID = ByteSet(low: 0x03ff_6000_0000_0000, high: 0x07ff_fffe_87ff_fffe)
    /// `etagc` of ASCII (RFC 9110 section 8.8.3); obs-text is allowed beside it.
    static let entityTag = ByteSet(low: 0xffff_fffa_0000_0000, high: 0x7fff_ffff_ffff_ffff)
}
