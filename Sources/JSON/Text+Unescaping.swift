extension Text {
    /// The text of a string with escapes, which `Reader` has checked.
    ///
    /// - Parameter range: between the quotes.
    init(unescaping source: [UInt8], in range: Range<Int>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var rest = source[range]
        while let backslash = rest.firstIndex(of: .backslash) {
            bytes += rest[..<backslash]
            rest = rest[(backslash + 1)...]
            switch rest.popFirst() {
            case UInt8(ascii: "b"): bytes.append(.backspace)
            case UInt8(ascii: "f"): bytes.append(.formFeed)
            case UInt8(ascii: "n"): bytes.append(.lineFeed)
            case UInt8(ascii: "r"): bytes.append(.carriageReturn)
            case UInt8(ascii: "t"): bytes.append(.tab)
            case UInt8(ascii: "u"):
                var units = [Self.codeUnit(&rest)]
                if UTF16.isLeadSurrogate(units[0]) {
                    rest = rest.dropFirst(2)  // the \u of the other half
                    units.append(Self.codeUnit(&rest))
                }
                bytes += String(decoding: units, as: UTF16.self).utf8
            case let itself?: bytes.append(itself)  // " \ /
            case nil: break
            }
        }
        bytes += rest
        self.init(bytes, in: bytes.indices)
    }

    private static func codeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 4 | ($1.hexadecimalValue ?? 0) }
    }
}
