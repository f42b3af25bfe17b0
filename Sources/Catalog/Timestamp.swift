package import JSON

/// A date and time of an export: served as it was written, compared as an instant.
package struct Timestamp: Sendable {
    package let text: Text
    /// Milliseconds since 1970, UTC. A finer fraction is kept in the text only.
    package let milliseconds: Int64

    package init(text: Text, milliseconds: Int64) {
        self.text = text
        self.milliseconds = milliseconds
    }
}

extension Timestamp {
    /// What a date and time left open or did oddly, and how it was taken.
    package struct Remarks: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Only a date: taken as 00:00:00 UTC.
        package static let noTime = Remarks(rawValue: 1)
        /// No zone: taken as UTC.
        package static let noZone = Remarks(rawValue: 2)
        /// 23:59:60 UTC: taken as the first instant of the next day.
        package static let leapSecond = Remarks(rawValue: 4)
    }

    /// Reads `YYYY-MM-DDThh:mm:ss[.fraction]zone` (RFC 3339 section 5.6; `t` and `z` may be in lower case), and the
    /// same without the zone or without the time. nil for anything else, and for days that no calendar has.
    package static func parse(_ text: Text) -> (timestamp: Timestamp, remarks: Remarks)? {
        var scanner = Scanner(rest: text.utf8)
        guard let date = scanner.date() else { return nil }
        var remarks: Remarks = []
        var milliseconds = date * 86_400_000
        if scanner.isAtEnd {
            remarks = .noTime
        } else {
            guard let time = scanner.time() else { return nil }
            var zone: Int64 = 0
            if scanner.isAtEnd {
                remarks.insert(.noZone)
            } else if let minutes = scanner.zone() {
                zone = minutes * 60_000
            } else {
                return nil
            }
            milliseconds += time.milliseconds - zone
            if time.isLeapSecond {
                // Section 5.7: a leap second is the last one of a UTC day, whatever the zone.
                guard milliseconds >= 0, milliseconds % 86_400_000 < 1000 else { return nil }
                remarks.insert(.leapSecond)
            }
        }
        guard scanner.isAtEnd else { return nil }
        return (Timestamp(text: text, milliseconds: milliseconds), remarks)
    }
}

/// Takes the parts of a date and time from the front.
private struct Scanner {
    var rest: ArraySlice<UInt8>

    var isAtEnd: Bool { rest.isEmpty }

    /// Days since 1970.
    mutating func date() -> Int64? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2), 1...12 ~= month
        else { return nil }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...lengths[Int(month) - 1] ~= day else { return nil }
        // Years before this one since 0000-01-01, which is 719,528 days before 1970-01-01.
        let leapDays = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1
        return year * 365 + leapDays + lengths[..<(Int(month) - 1)].reduce(0, +) + day - 1 - 719_528
    }

    mutating func time() -> (milliseconds: Int64, isLeapSecond: Bool)? {
        guard take("T") || take("t"), let hour = number(digits: 2), take(":"), let minute = number(digits: 2),
            take(":"), let second = number(digits: 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        var fraction: Int64 = 0
        if take(".") {
            let digits = rest.prefix { isDigit($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            for place in 0..<3 {
                let index = digits.startIndex + place
                fraction = fraction * 10 + (index < digits.endIndex ? Int64(digits[index] - UInt8(ascii: "0")) : 0)
            }
        }
        return (((hour * 60 + minute) * 60 + second) * 1000 + fraction, second == 60)
    }

    /// Minutes east of Greenwich.
    mutating func zone() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isEast = take("+")
        guard isEast || take("-"), let hour = number(digits: 2), take(":"), let minute = number(digits: 2),
            hour < 24, minute < 60
        else { return nil }
        return isEast ? hour * 60 + minute : -(hour * 60 + minute)
    }

    private mutating func number(digits count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, Unicode.Scalar(first) == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
