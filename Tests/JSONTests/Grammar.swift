/// RFC 8259 word for word over Unicode scalars: slow and obvious, to judge the reader by.
struct Grammar {
    private var rest: ArraySlice<Unicode.Scalar>

    /// Whether the bytes are a JSON text in UTF-8, nested at most 64 deep, without lone surrogates.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var grammar = Grammar(rest: ArraySlice(text.unicodeScalars))
        grammar.take("\u{FEFF}")
        guard grammar.element(depth: 0) else { return false }
        return grammar.rest.isEmpty
    }

    /// Passes one of the scalars, if it comes next.
    @discardableResult
    private mutating func take(_ scalars: Unicode.Scalar...) -> Bool {
        guard let next = rest.first, scalars.contains(next) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard rest.starts(with: word.unicodeScalars) else { return false }
        rest.removeFirst(word.unicodeScalars.count)
        return true
    }

    private mutating func space() {
        while take(" ", "\t", "\n", "\r") {}
    }

    private mutating func element(depth: Int) -> Bool {
        space()
        let isValue =
            switch rest.first {
            case "t": take(word: "true")
            case "f": take(word: "false")
            case "n": take(word: "null")
            case "\"": string()
            case "[": list("[", "]", depth) { $0.element(depth: depth + 1) }
            case "{": list("{", "}", depth) { $0.member(depth: depth + 1) }
            default: number()
            }
        space()
        return isValue
    }

    private mutating func member(depth: Int) -> Bool {
        space()
        guard string() else { return false }
        space()
        return take(":") && element(depth: depth)
    }

    private mutating func list(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ depth: Int, _ item: (inout Grammar) -> Bool
    ) -> Bool {
        guard depth < 64, take(open) else { return false }
        space()
        if take(close) { return true }
        repeat { guard item(&self) else { return false } } while take(",")
        return take(close)
    }

    private mutating func number() -> Bool {
        take("-")
        guard take("0") || digits() else { return false }
        if take("."), !digits() { return false }
        if take("e", "E") {
            take("+", "-")
            return digits()
        }
        return true
    }

    private mutating func digits() -> Bool {
        let count = rest.prefix { ("0"..."9").contains($0) }.count
        rest.removeFirst(count)
        return count > 0
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        var halves: [UInt16] = []  // a lead surrogate that waits for its other half
        while let next = rest.popFirst() {
            var unit: UInt16 = 0x20
            if next == "\"" { return halves.isEmpty }
            if next.value < 0x20 { return false }
            if next == "\\" {
                if take("u") {
                    let digits = String(String.UnicodeScalarView(rest.prefix(4)))
                    guard rest.count >= 4, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
                        let value = UInt16(digits, radix: 16)
                    else { return false }
                    rest.removeFirst(4)
                    unit = value
                } else if !take("\"", "\\", "/", "b", "f", "n", "r", "t") {
                    return false
                }
            }
            guard UTF16.isTrailSurrogate(unit) == !halves.isEmpty else { return false }
            halves = UTF16.isLeadSurrogate(unit) ? [unit] : []
        }
        return false
    }
}
