extension Text {
    /// The text of a string with escapes, which `Reader` has checked.
    ///
    /// - Parameter range: between the quotes.
    init(unescaping source: [UInt8], in range: Range<Int>) {
        // No escape is shorter than the UTF-8 of its character.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        let text = source.span
        var at = range.lowerBound
        while at < range.upperBound {
            guard text[at] == .backslash else {
                bytes.append(text[at])
                at += 1
                continue
            }
            let escape = text[at + 1]
            at += 2
            switch escape {
            case UInt8(ascii: "b"): bytes.append(.backspace)
            case UInt8(ascii: "f"): bytes.append(.formFeed)
            case UInt8(ascii: "n"): bytes.append(.lineFeed)
            case UInt8(ascii: "r"): bytes.append(.carriageReturn)
            case UInt8(ascii: "t"): bytes.append(.tab)
            case UInt8(ascii: "u"):
                var scalar = Self.codeUnit(text, at: at)
                at += 4
                if scalar & 0xFC00 == 0xD800 {
                    // The other half, after its own \u.
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + Self.codeUnit(text, at: at + 2) & 0x3FF
                    at += 6
                }
                bytes.append(utf8Of: scalar)
            default: bytes.append(escape)  // " \ /
            }
        }
        self.init(bytes, in: bytes.indices)
    }

    private static func codeUnit(_ text: Span<UInt8>, at offset: Int) -> UInt32 {
        var unit: UInt32 = 0
        for index in offset..<offset + 4 { unit = unit << 4 | UInt32(text[index].hexadecimalValue ?? 0) }
        return unit
    }
}

extension [UInt8] {
    /// - Parameter scalar: U+0000 to U+10FFFF and no surrogate.
    fileprivate mutating func append(utf8Of scalar: UInt32) {
        func continuation(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift & 0x3F) }
        switch scalar {
        case ..<0x80:
            append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            append(continuation(0))
        case ..<0x10000:
            append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            append(continuation(6))
            append(continuation(0))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
            append(continuation(12))
            append(continuation(6))
            append(continuation(0))
        }
    }
}
