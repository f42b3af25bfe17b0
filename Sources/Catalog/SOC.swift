/// An O*NET-SOC code, `NN-NNNN.NN`, ordered as its text.
package struct SOC: Hashable, Sendable {
    /// The eight digits as a number.
    private let digits: UInt32

    /// Only the canonical form: ten ASCII characters, the whole text.
    package init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    /// Only the canonical form: ten ASCII characters, the whole text.
    package init?(utf8: some Sequence<UInt8>) {
        var digits: UInt32 = 0
        var count = 0
        for byte in utf8 {
            switch (count, byte) {
            case (2, UInt8(ascii: "-")), (7, UInt8(ascii: ".")): break
            case (2, _), (7, _), (10..., _): return nil
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): digits = digits * 10 + UInt32(byte - UInt8(ascii: "0"))
            default: return nil
            }
            count += 1
        }
        guard count == 10 else { return nil }
        self.digits = digits
    }

    /// The first and the last code that begin with these digits; nil where they are more than a code has, or none.
    ///
    /// - Parameter digits: ASCII.
    package static func range(withDigits digits: some Collection<UInt8>) -> ClosedRange<SOC>? {
        guard 1...8 ~= digits.count, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        func filled(with digit: UInt32) -> SOC {
            var number = digits.reduce(0) { $0 * 10 + UInt32($1 - UInt8(ascii: "0")) }
            for _ in digits.count..<8 { number = number * 10 + digit }
            return SOC(number)
        }
        return filled(with: 0)...filled(with: 9)
    }

    private init(_ digits: UInt32) {
        self.digits = digits
    }

    /// The major group, the first two digits.
    package var major: Int { Int(digits / 1_000_000) }
}

extension SOC: Comparable {
    package static func < (left: SOC, right: SOC) -> Bool {
        left.digits < right.digits
    }
}

extension SOC: CustomStringConvertible {
    package var description: String {
        var rest = digits
        var text = Array("00-0000.00".utf8)
        for place in [9, 8, 6, 5, 4, 3, 1, 0] {
            text[place] += UInt8(rest % 10)
            rest /= 10
        }
        return String(decoding: text, as: UTF8.self)
    }
}
