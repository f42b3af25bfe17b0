extension Reader {
    /// Passes a string (RFC 8259 section 7) that begins at `at`, and checks its UTF-8 on the way.
    ///
    /// - Returns: whether it has escapes.
    mutating func string(_ text: Span<UInt8>) throws(Fault) -> Bool {
        var hasEscapes = false
        var index = at + 1
        while true {
            if index + 8 <= text.count {
                let word = UInt64(text, at: index)
                let special =
                    word.lanes(equalTo: .quote) | word.lanes(equalTo: .backslash) | word.lanes(below: 0x20)
                    | word.lanesNotASCII
                if special == 0 {
                    index += 8
                    continue
                }
                index += special.firstLane
            }
            guard index < text.count else { throw Fault(element: .unexpectedEnd, offset: text.count) }
            let byte = text[index]
            switch byte {
            case .quote:
                at = index + 1
                return hasEscapes
            case .backslash:
                hasEscapes = true
                index = try Self.escape(text, at: index)
            case 0x00..<0x20:
                throw Fault(element: .controlCharacter, offset: index)
            case 0x20..<0x80:
                index += 1
            default:
                // A script other than Latin comes in runs: they are passed without a look for quotes in between.
                repeat {
                    switch ScalarSequence(text, at: index) {
                    case .wellFormed(let length): index += length
                    case .illFormed: throw Fault(element: .invalidUTF8, offset: index)
                    case .cut: throw Fault(element: .unexpectedEnd, offset: text.count)
                    }
                } while index < text.count && text[index] >= 0x80
            }
        }
    }

    /// - Returns: where the escape that begins at `start` ends; that of a surrogate pair includes both halves.
    private static func escape(_ text: Span<UInt8>, at start: Int) throws(Fault) -> Int {
        switch try byte(text, start + 1) {
        case .quote, .backslash, .slash, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
            UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(text, at: start)
            if UTF16.isTrailSurrogate(unit) { throw Fault(element: .loneSurrogate, offset: start) }
            guard UTF16.isLeadSurrogate(unit) else { return start + 6 }
            guard try byte(text, start + 6) == .backslash, try byte(text, start + 7) == UInt8(ascii: "u") else {
                throw Fault(element: .loneSurrogate, offset: start)
            }
            guard UTF16.isTrailSurrogate(try codeUnit(text, at: start + 6)) else {
                throw Fault(element: .loneSurrogate, offset: start)
            }
            return start + 12
        default:
            throw Fault(element: .escape, offset: start)
        }
    }

    /// The four hexadecimal digits of the `\u` that begins at `start`.
    private static func codeUnit(_ text: Span<UInt8>, at start: Int) throws(Fault) -> UInt16 {
        var unit: UInt16 = 0
        for index in start + 2..<start + 6 {
            guard let digit = try byte(text, index).hexadecimalValue else {
                throw Fault(element: .escape, offset: start)
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func byte(_ text: Span<UInt8>, _ index: Int) throws(Fault) -> UInt8 {
        guard index < text.count else { throw Fault(element: .unexpectedEnd, offset: text.count) }
        return text[index]
    }

    /// Passes a number (RFC 8259 section 6) that begins at `at`.
    mutating func number(_ text: Span<UInt8>) throws(Fault) {
        if text[at] == .minus { at += 1 }
        let hasLeadingZero = at < text.count && text[at] == .zero
        let start = at
        try digits(text)
        if hasLeadingZero && at > start + 1 { throw Fault(element: .number, offset: start + 1) }
        if at < text.count, text[at] == .point {
            at += 1
            try digits(text)
        }
        if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < text.count, text[at] == .plus || text[at] == .minus { at += 1 }
            try digits(text)
        }
    }

    /// Passes one digit or more.
    private mutating func digits(_ text: Span<UInt8>) throws(Fault) {
        guard at < text.count else { throw Fault(element: .unexpectedEnd, offset: text.count) }
        guard text[at].isDigit else { throw Fault(element: .number, offset: at) }
        repeat { at += 1 } while at < text.count && text[at].isDigit
    }

    /// Passes `true`, `false` or `null`, whose first byte stands at `at`.
    mutating func literal(_ text: Span<UInt8>, _ word: StaticString) throws(Fault) {
        for index in 1..<word.utf8CodeUnitCount {
            guard at + index < text.count else { throw Fault(element: .unexpectedEnd, offset: text.count) }
            guard text[at + index] == word.utf8Start[index] else { throw Fault(element: .literal, offset: at) }
        }
        at += word.utf8CodeUnitCount
    }
}
