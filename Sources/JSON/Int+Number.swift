extension Int {
    /// The value of a JSON number (RFC 8259 section 6) where it is an integer in range, however it is written:
    /// `2`, `2.0`, `0.2e1`, `20e-1`. Exact: no floating point.
    ///
    /// - Parameter number: a number that `Reader` has checked.
    init?(number: ArraySlice<UInt8>) {
        var magnitude: UInt = 0
        // Zeros count only when a digit or a positive scale follows: 20e-1 and 2.000 must not overflow by them.
        var zeros = 0
        var scale = 0
        var isFraction = false
        var exponent = number[number.endIndex...]
        for (index, byte) in zip(number.indices, number) {
            if byte == .point {
                isFraction = true
            } else if byte.isDigit {
                if isFraction { scale -= 1 }
                if byte == .zero {
                    zeros += 1
                } else {
                    guard let shifted = magnitude.timesTen(zeros + 1),
                        case (let sum, false) = shifted.addingReportingOverflow(UInt(byte - .zero))
                    else { return nil }
                    magnitude = sum
                    zeros = 0
                }
            } else if byte != .minus {
                exponent = number[(index + 1)...]
                break
            }
        }
        guard magnitude > 0 else {
            self = 0
            return
        }
        guard let exponent = Int(exponentDigits: exponent), let scaled = magnitude.timesTen(zeros + scale + exponent)
        else { return nil }
        if number.first == .minus {
            guard scaled <= Int.min.magnitude else { return nil }
            self = 0 - Int(bitPattern: scaled &- 1) - 1
        } else {
            self.init(exactly: scaled)
        }
    }

    /// An exponent after its `e`; 0 where there is none; nil where it is beyond any text.
    private init?(exponentDigits: ArraySlice<UInt8>) {
        var magnitude = 0
        for byte in exponentDigits where byte.isDigit {
            magnitude = magnitude * 10 + Int(byte - .zero)
            guard magnitude <= UInt32.max else { return nil }
        }
        self = exponentDigits.first == .minus ? -magnitude : magnitude
    }
}

extension UInt {
    /// The number times ten to the power of `exponent`; nil where it overflows or the exponent is negative.
    fileprivate func timesTen(_ exponent: Int) -> UInt? {
        guard exponent >= 0 else { return nil }
        guard self > 0 else { return 0 }
        var product = self
        for _ in 0..<exponent {
            guard case (let next, false) = product.multipliedReportingOverflow(by: 10) else { return nil }
            product = next
        }
        return product
    }
}
