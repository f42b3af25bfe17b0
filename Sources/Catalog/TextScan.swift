import JSON

/// What one pass over the bytes of a text tells of it.
struct TextScan {
    /// Unicode scalars.
    private(set) var length = 0
    /// Where the first control character or line separator is: what breaks a line, a terminal or a log. In bytes from
    /// the start of the text.
    private(set) var control: Int?
    /// Where the first control of direction is that can make a text read as what it is not.
    private(set) var direction: Int?
    /// Where the first ` — ` begins.
    private(set) var separator: Int?
    /// The text is its own normalised form. False may be said of such a text too, true never of another.
    private(set) var isNormalised = true

    init(_ text: Text) {
        text.utf8.withUnsafeBufferPointer { self.scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
        let space = UInt8(ascii: " ")
        // Continuation bytes are taken off where they are met.
        length = bytes.count
        // A space at the start counts as one after a space: it is trimmed.
        var isAfterSpace = true
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x21...0x7E:
                isAfterSpace = false
                index += 1
            case space:
                if isAfterSpace { isNormalised = false }
                isAfterSpace = true
                index += 1
            case 0x80...:
                isAfterSpace = false
                let count = wide(bytes, at: index)
                length -= count - 1
                index += count
            default:
                control = control ?? index
                // U+0009 to U+000D are white space.
                if 0x09...0x0D ~= byte { isNormalised = false }
                isAfterSpace = false
                index += 1
            }
        }
        if isAfterSpace && !bytes.isEmpty { isNormalised = false }
    }

    /// Looks at a scalar of two bytes or more and gives their number.
    private mutating func wide(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        func next(_ place: Int) -> UInt32 { UInt32(bytes[index + place] & 0x3F) }
        if lead < 0xE0 {
            let scalar = UInt32(lead & 0x1F) << 6 | next(1)
            switch scalar {
            case 0x80...0x9F:
                control = control ?? index
                if scalar == 0x85 { isNormalised = false }
            case 0xA0, 0x300...: isNormalised = false
            default: break
            }
            return 2
        }
        guard lead < 0xF0 else {
            isNormalised = false
            return 4
        }
        let scalar = UInt32(lead & 0x0F) << 12 | next(1) << 6 | next(2)
        switch scalar {
        // Below U+0300 and in this range no scalar is changed by NFC, and none takes part in a composition with
        // another of them; none of the range is white space.
        case 0x2010...0x2027:
            let isEmDash = scalar == 0x2014
            if isEmDash, separator == nil, index > 0, bytes[index - 1] == UInt8(ascii: " "),
                index + 3 < bytes.count, bytes[index + 3] == UInt8(ascii: " ")
            {
                separator = index - 1
            }
        case 0x2028, 0x2029:
            control = control ?? index
            isNormalised = false
        case 0x202A...0x202E, 0x2066...0x2069:
            direction = direction ?? index
            isNormalised = false
        default: isNormalised = false
        }
        return 3
    }
}

extension Text {
    /// Without the Unicode white space at both ends: a slice of the same bytes.
    var trimmed: Text {
        var start = range.lowerBound
        var end = range.upperBound
        // Most texts begin and end with a letter or a full stop: no scalar needs to be looked up.
        if let first = utf8.first, isBeyondWhiteSpace(first), let last = utf8.last, isBeyondWhiteSpace(last) {
            return self
        }
        let scalars = Array(string.unicodeScalars)
        for scalar in scalars {
            guard scalar.properties.isWhitespace else { break }
            start += scalar.utf8.count
        }
        for scalar in scalars.reversed() {
            guard start < end, scalar.properties.isWhitespace else { break }
            end -= scalar.utf8.count
        }
        return Text(bytes, in: start..<end)
    }

    /// Whether a byte is an ASCII character other than white space.
    private func isBeyondWhiteSpace(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && byte < 0x80
    }
}
