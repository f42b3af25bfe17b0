/// HTTP dates (RFC 9110 section 5.6.7) as seconds since 1970.
package enum HTTPDate {
    /// The length of an IMF-fixdate.
    package static let length = 29

    private static let days: StaticString = "SunMonTueWedThuFriSat"
    private static let longDays: [StaticString] = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

    /// Seconds, by the mean year of the calendar.
    private static let fiftyYears: Int64 = 50 * 31_556_952
    /// The years 0 to 9999, all that four digits can write.
    private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// Writes the 29 bytes of `Sun, 06 Nov 1994 08:49:37 GMT`. What is before year 0 or after 9999 is written as the
    /// first or the last second of them.
    package static func write(_ moment: Int64, to bytes: UnsafeMutableRawBufferPointer) {
        let seconds = min(max(moment, writable.lowerBound), writable.upperBound)
        let (day, second) = seconds.quotientAndRemainderFloored(dividingBy: 86_400)
        let date = CivilDate(daysSince1970: day)
        var position = 0
        func put(_ byte: UInt8) {
            bytes[position] = byte
            position += 1
        }
        func put(_ name: StaticString, _ index: Int) {
            for offset in 0..<3 { put(name.utf8Start[index * 3 + offset]) }
        }
        func put(_ number: Int, digits: Int) {
            var divisor = digits == 4 ? 1000 : 10
            while divisor > 0 {
                put(UInt8(ascii: "0") + UInt8(number / divisor % 10))
                divisor /= 10
            }
        }
        put(days, Int(((day + 4) % 7 + 7) % 7))
        put(Ascii.comma)
        put(Ascii.space)
        put(date.day, digits: 2)
        put(Ascii.space)
        put(months, date.month - 1)
        put(Ascii.space)
        put(date.year, digits: 4)
        put(Ascii.space)
        put(Int(second / 3600), digits: 2)
        put(Ascii.colon)
        put(Int(second / 60 % 60), digits: 2)
        put(Ascii.colon)
        put(Int(second % 60), digits: 2)
        for byte in [Ascii.space, 0x47, 0x4d, 0x54] { put(byte) }
    }

    package static func text(_ seconds: Int64) -> String {
        String(unsafeUninitializedCapacity: length) { buffer in
            write(seconds, to: UnsafeMutableRawBufferPointer(buffer))
            return length
        }
    }

    /// Parses the three forms that a recipient must accept: IMF-fixdate, RFC 850 and asctime. nil for anything else.
    ///
    /// - Parameter now: seconds since 1970, which gives the two-digit year of RFC 850 its century.
    package static func parse(_ bytes: RawSpan, _ range: Range<Int>, now: Int64) -> Int64? {
        let comma = range.first { bytes[$0] == Ascii.comma }
        guard let comma else { return asctime(bytes, range) }
        return comma == range.lowerBound + 3 ? fixdate(bytes, range) : rfc850(bytes, range, comma: comma, now: now)
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    private static func fixdate(_ bytes: RawSpan, _ range: Range<Int>) -> Int64? {
        let start = range.lowerBound
        guard range.count == length, matches(bytes, start, "aaa, dd aaa dddd dd:dd:dd GMT"),
            name(bytes, start, in: days) != nil, let month = name(bytes, start + 8, in: months)
        else { return nil }
        return seconds(
            year: number(bytes, start + 12, 4), month: month, day: number(bytes, start + 5, 2), bytes, start + 17)
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    private static func rfc850(_ bytes: RawSpan, _ range: Range<Int>, comma start: Int, now: Int64) -> Int64? {
        let weekday = range.lowerBound..<start
        guard range.upperBound - start == 24, longDays.contains(where: { isName(bytes, weekday, $0) }),
            matches(bytes, start, ", dd-aaa-dd dd:dd:dd GMT"),
            let month = name(bytes, start + 5, in: months)
        else { return nil }
        let thisYear = CivilDate(daysSince1970: now.quotientAndRemainderFloored(dividingBy: 86_400).quotient).year
        let (year, day) = (thisYear / 100 * 100 + number(bytes, start + 9, 2), number(bytes, start + 2, 2))
        let moment = seconds(year: year, month: month, day: day, bytes, start + 12)
        // What seems more than 50 years ahead is in the most recent past year with those digits.
        guard let moment, moment - now > fiftyYears else { return moment }
        return seconds(year: year - 100, month: month, day: day, bytes, start + 12)
    }

    /// `Sun Nov  6 08:49:37 1994`
    private static func asctime(_ bytes: RawSpan, _ range: Range<Int>) -> Int64? {
        let start = range.lowerBound
        guard range.count == 24, name(bytes, start, in: days) != nil, let month = name(bytes, start + 4, in: months)
        else { return nil }
        let isPadded = matches(bytes, start, "aaa aaa  d dd:dd:dd dddd")
        guard isPadded || matches(bytes, start, "aaa aaa dd dd:dd:dd dddd") else { return nil }
        let day = isPadded ? number(bytes, start + 9, 1) : number(bytes, start + 8, 2)
        return seconds(year: number(bytes, start + 20, 4), month: month, day: day, bytes, start + 11)
    }

    /// Whether the bytes from `start` have the shape: `d` is a digit, `a` a letter, anything else itself.
    private static func matches(_ bytes: RawSpan, _ start: Int, _ shape: StaticString) -> Bool {
        for offset in 0..<shape.utf8CodeUnitCount {
            let byte = bytes[start + offset]
            switch shape.utf8Start[offset] {
            case UInt8(ascii: "d"): guard byte &- 0x30 < 10 else { return false }
            case UInt8(ascii: "a"): guard (byte | 0x20) &- 0x61 < 26 else { return false }
            case let expected: guard byte == expected else { return false }
            }
        }
        return true
    }

    private static func isName(_ bytes: RawSpan, _ range: Range<Int>, _ name: StaticString) -> Bool {
        range.count == name.utf8CodeUnitCount
            && range.allSatisfy { bytes[$0] == name.utf8Start[$0 - range.lowerBound] }
    }

    /// The index from 0 of the three letters in a table of names.
    private static func name(_ bytes: RawSpan, _ start: Int, in names: StaticString) -> Int? {
        (0..<names.utf8CodeUnitCount / 3).first { index in
            (0..<3).allSatisfy { bytes[start + $0] == names.utf8Start[index * 3 + $0] }
        }
    }

    private static func number(_ bytes: RawSpan, _ start: Int, _ digits: Int) -> Int {
        (start..<start + digits).reduce(0) { $0 * 10 + Int(bytes[$1] &- 0x30) }
    }

    /// - Parameters:
    ///   - month: from 0.
    ///   - time: where `hh:mm:ss` begins. A leap second counts as the one before it.
    private static func seconds(year: Int, month: Int, day: Int, _ bytes: RawSpan, _ time: Int) -> Int64? {
        let (hour, minute) = (number(bytes, time, 2), number(bytes, time + 3, 2))
        let second = number(bytes, time + 6, 2)
        guard hour < 24, minute < 60, second <= 60,
            let days = CivilDate(year: year, month: month + 1, day: day)?.daysSince1970
        else { return nil }
        return days * 86_400 + Int64(hour * 3600 + minute * 60 + min(second, 59))
    }
}

extension Int64 {
    fileprivate func quotientAndRemainderFloored(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// A date of the proleptic Gregorian calendar.
struct CivilDate: Equatable {
    let year: Int
    /// From 1.
    let month: Int
    /// From 1.
    let day: Int

    /// nil where the month has no such day.
    init?(year: Int, month: Int, day: Int) {
        self.init(unchecked: (year, month, day))
        guard (1...12).contains(month), day >= 1, CivilDate(daysSince1970: daysSince1970) == self else { return nil }
    }

    private init(unchecked parts: (year: Int, month: Int, day: Int)) {
        (year, month, day) = parts
    }

    // Both ways count from 1 March of year 0, so that a leap day is the last of its year, in eras of 400 years.

    init(daysSince1970 days: Int64) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            unchecked: (
                year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
                day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
            ))
    }

    var daysSince1970: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }
}
