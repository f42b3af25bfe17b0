/// Walks field values that are lists and elements with parameters (RFC 9110 section 5.6).
enum FieldList {
    /// Calls `body` with each element that is not empty, trimmed; a comma within a quoted string ends none.
    static func forEachElement(_ bytes: RawSpan, _ value: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = value.lowerBound
        while start < value.upperBound {
            let end = endOfPart(bytes, start..<value.upperBound, separator: Ascii.comma)
            let element = bytes.trimmed(start..<end)
            if !element.isEmpty { body(element) }
            start = end + 1
        }
    }

    /// The end of the part that begins the range: the next `separator` outside quoted strings, or the range's end.
    static func endOfPart(_ bytes: RawSpan, _ range: Range<Int>, separator: UInt8) -> Int {
        var index = range.lowerBound
        var isQuoted = false
        while index < range.upperBound {
            let byte = bytes[index]
            if isQuoted {
                if byte == Ascii.backslash { index += 1 } else if byte == Ascii.quote { isQuoted = false }
            } else if byte == separator {
                return index
            } else if byte == Ascii.quote {
                isQuoted = true
            }
            index += 1
        }
        return range.upperBound
    }

    /// The weight among the parameters that follow an element's first part, in thousandths (RFC 9110 section 12.4.2):
    /// 1000 where there is none, nil where it is malformed.
    ///
    /// - Parameter parameters: from the first semicolon, or empty.
    static func weight(_ bytes: RawSpan, _ parameters: Range<Int>) -> UInt16? {
        var start = parameters.lowerBound
        while start < parameters.upperBound {
            let end = endOfPart(bytes, start + 1..<parameters.upperBound, separator: Ascii.semicolon)
            let parameter = bytes.trimmed(start + 1..<end)
            if parameter.count >= 2, RawSpan.lowercased(bytes[parameter.lowerBound]) == UInt8(ascii: "q"),
                bytes[parameter.lowerBound + 1] == Ascii.equals
            {
                return quality(bytes, parameter.lowerBound + 2..<parameter.upperBound)
            }
            start = end
        }
        return 1000
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
