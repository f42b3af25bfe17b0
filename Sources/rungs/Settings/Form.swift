/// What a setting may be: how its text is read, and the phrase that says so.
package struct Form<Value>: Sendable {
    package let allowed: String
    package let shape: Setting.Shape
    /// nil where the texts are not allowed. A form that is no list takes exactly one text.
    package let parse: @Sendable ([String]) -> Value?
    /// What to say of texts that are not allowed: which of them is at fault.
    package let fault: @Sendable ([String]) -> String?

    package init(allowed: String, shape: Setting.Shape, parse: @escaping @Sendable (String) -> Value?) {
        self.allowed = allowed
        self.shape = shape
        self.parse = { $0.count == 1 ? parse($0[0]) : nil }
        fault = { _ in nil }
    }

    init(
        allowed: String, separator: Character, parse: @escaping @Sendable ([String]) -> Value?,
        fault: @escaping @Sendable ([String]) -> String? = { _ in nil }
    ) {
        self.allowed = allowed
        shape = .list(separator: separator)
        self.parse = parse
        self.fault = fault
    }
}

extension Form where Value == Int {
    package static func integer(_ range: ClosedRange<Int>) -> Self {
        Form(allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)", shape: .number) { text in
            decimal(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Bytes, plain or with a unit: `65536`, `64KiB`, `16 MiB`, `1GB`.
    package static func bytes(_ range: ClosedRange<Int>) -> Self {
        let allowed = "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound)), like 16MiB"
        return Form(allowed: allowed, shape: .number) { text in
            ByteSize.parse(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Form where Value == Int? {
    /// A count, or the word `off` for no bound.
    package static func countOrOff(_ range: ClosedRange<Int>) -> Self {
        let allowed = "`off` or a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Form(allowed: allowed, shape: .string) { text -> Int?? in
            if text == "off" { return .some(nil) }
            return decimal(text).flatMap { range.contains($0) ? .some($0) : nil }
        }
    }
}

extension Form where Value == Int? {
    /// A port, where none is the default.
    package static var port: Self {
        Form(allowed: "a whole number from 0 to 65535", shape: .number) { text -> Int?? in
            decimal(text).flatMap { 0...65535 ~= $0 ? .some($0) : nil }
        }
    }
}

extension Form where Value == Double {
    package static func seconds(_ range: ClosedRange<Double>) -> Self {
        let bounds = [range.lowerBound, range.upperBound].map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
        let allowed = "seconds from \(bounds[0]) to \(bounds[1]), fractions too"
        return Form(allowed: allowed, shape: .number) { text in
            // Only digits and one point: no exponents, no `nan`, no `0x1p3`.
            guard text.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }), let seconds = Double(text),
                range ~= seconds
            else { return nil }
            return seconds
        }
    }
}

extension Form where Value == Bool {
    package static var boolean: Self {
        Form(allowed: "`true` or `on`, `false` or `off`", shape: .boolean) { text in
            switch text {
            case "true", "on": true
            case "false", "off": false
            default: nil
            }
        }
    }
}

extension Form where Value: RawRepresentable & CaseIterable & SendableMetatype, Value.RawValue == String {
    /// One of the words of an enum.
    package static var word: Self {
        let words = Value.allCases.map { "`\($0.rawValue)`" }
        return Form(allowed: words.joined(separator: ", "), shape: .string) { Value(rawValue: $0) }
    }
}

extension Form where Value == [String] {
    package static func list(of what: String, separator: Character) -> Self {
        Form(allowed: "\(what), separated by `\(separator)`", separator: separator) { texts in
            texts.isEmpty || texts.contains("") ? nil : texts
        }
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}

/// Digits only: `Int.init` would take a sign too.
func decimal(_ text: String) -> Int? {
    text.utf8.allSatisfy(isDigit) ? Int(text) : nil
}
