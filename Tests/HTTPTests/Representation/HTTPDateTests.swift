@testable import HTTP
import Testing

/// Days counted one by one, with the lengths of months looked up: nothing in common with the arithmetic it judges.
private struct DayByDay: Sequence, IteratorProtocol {
    struct Day {
        var index: Int64
        var year: Int
        var month: Int
        var day: Int
        /// 0 is Sunday.
        var weekday: Int
    }

    private var current = Day(index: 0, year: 1970, month: 1, day: 1, weekday: 4)

    mutating func next() -> Day? {
        guard current.year <= 2100 else { return nil }
        let result = current
        let isLeap = current.year % 400 == 0 || current.year % 4 == 0 && current.year % 100 != 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        current.index += 1
        current.weekday = (current.weekday + 1) % 7
        current.day += 1
        if current.day > lengths[current.month - 1] {
            current.day = 1
            current.month += 1
        }
        if current.month > 12 {
            current.month = 1
            current.year += 1
        }
        return result
    }
}

@Suite struct `HTTP dates` {
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// 1 January 2026
    private static let now: Int64 = 1_767_225_600
    /// Sunday, 6 November 1994, 08:49:37
    private static let example: Int64 = 784_111_777

    private static func parse(_ date: String, now: Int64 = now) -> Int64? {
        // Within other bytes, as it stands in a head.
        let around = bytes("<\(date)>")
        return HTTPDate.parse(around.span.bytes, 1..<around.count - 1, now: now)
    }

    private static func two(_ number: Int, pad: String = "0") -> String {
        number < 10 ? pad + "\(number)" : "\(number)"
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994",
    ])
    func `the three forms of RFC 9110 section 5.6.7 mean one second`(date: String) {
        #expect(Self.parse(date) == Self.example)
    }

    @Test func `a date is written as IMF-fixdate`() {
        #expect(HTTPDate.text(Self.example) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(-1) == "Wed, 31 Dec 1969 23:59:59 GMT")
        #expect(HTTPDate.text(951_782_399) == "Mon, 28 Feb 2000 23:59:59 GMT")
        #expect(HTTPDate.text(253_402_300_799) == "Fri, 31 Dec 9999 23:59:59 GMT")
    }

    @Test func `a date that four digits cannot write is held at the ends of what they can`() {
        #expect(HTTPDate.text(253_402_300_800) == "Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(HTTPDate.text(.max) == "Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(HTTPDate.text(-62_167_219_200) == "Sat, 01 Jan 0000 00:00:00 GMT")
        #expect(HTTPDate.text(-62_167_219_201) == "Sat, 01 Jan 0000 00:00:00 GMT")
        #expect(HTTPDate.text(.min) == "Sat, 01 Jan 0000 00:00:00 GMT")
    }

    @Test func `civil dates of 1970 to 2100 agree with counting the days`() throws {
        for day in DayByDay() {
            let date = CivilDate(daysSince1970: day.index)
            try #require((date.year, date.month, date.day) == (day.year, day.month, day.day), "\(day)")
            try #require(
                CivilDate(year: day.year, month: day.month, day: day.day)?.daysSince1970 == day.index, "\(day)")
        }
    }

    @Test func `civil dates hold long before and after`() {
        for (days, year, month, day) in [
            (-719_528, 0, 1, 1), (-719_469, 0, 2, 29), (-719_468, 0, 3, 1), (-1, 1969, 12, 31), (-25_567, 1900, 1, 1),
            (-25_509, 1900, 2, 28), (-25_508, 1900, 3, 1), (2_932_896, 9999, 12, 31), (-719_529, -1, 12, 31),
        ] as [(Int64, Int, Int, Int)] {
            let date = CivilDate(daysSince1970: days)
            #expect((date.year, date.month, date.day) == (year, month, day), "\(days)")
            #expect(date.daysSince1970 == days)
        }
    }

    @Test func `a day is written and read back in each form`() throws {
        var second: Int64 = 0
        for day in DayByDay()
        where day.index % 13 == 0 || day.day == 29 && day.month == 2 || day.day == 31 && day.month == 12 {
            second = (second + 7_919) % 86_400
            let time = [second / 3600, second / 60 % 60, second % 60].map { Self.two(Int($0)) }.joined(separator: ":")
            let (weekday, month) = (Self.weekdays[day.weekday], Self.months[day.month - 1])
            let moment = day.index * 86_400 + second
            let fixdate = "\(weekday.prefix(3)), \(Self.two(day.day)) \(month) \(day.year) \(time) GMT"
            try #require(HTTPDate.text(moment) == fixdate)
            try #require(Self.parse(fixdate) == moment)
            let asctime = "\(weekday.prefix(3)) \(month) \(Self.two(day.day, pad: " ")) \(time) \(day.year)"
            try #require(Self.parse(asctime) == moment, "\(asctime)")
            let rfc850 = "\(weekday), \(Self.two(day.day))-\(month)-\(Self.two(day.year % 100)) \(time) GMT"
            try #require(Self.parse(rfc850, now: moment) == moment, "\(rfc850)")
        }
    }

    @Test func `a leap second counts as the one before it`() {
        for date in ["Sat, 31 Dec 2016 23:59:60 GMT", "Saturday, 31-Dec-16 23:59:60 GMT", "Sat Dec 31 23:59:60 2016"] {
            #expect(Self.parse(date) == 1_483_228_799)
        }
    }

    /// What seems more than 50 years ahead is the most recent past year with the same digits.
    @Test(arguments: [
        // now, two digits, year
        ("Thu, 01 Jan 2026 00:00:00 GMT", "01-Jan-26", "2026"), ("Thu, 01 Jan 2026 00:00:00 GMT", "01-Jan-00", "2000"),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "01-Jan-27", "2027"), ("Thu, 01 Jan 2026 00:00:00 GMT", "31-Dec-75", "2075"),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "31-Dec-76", "1976"), ("Thu, 01 Jan 2026 00:00:00 GMT", "01-Jan-77", "1977"),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "01-Jan-99", "1999"), ("Thu, 31 Dec 2026 23:59:59 GMT", "30-Dec-76", "2076"),
        ("Thu, 31 Dec 2026 23:59:59 GMT", "01-Jan-77", "1977"), ("Thu, 01 Jan 2060 00:00:00 GMT", "01-Jan-99", "2099"),
    ])
    func `two digits of a year mean no moment more than 50 years ahead`(now: String, day: String, year: String) throws {
        let now = try #require(Self.parse(now))
        let moment = try #require(Self.parse("Monday, \(day) 00:00:00 GMT", now: now))
        #expect(HTTPDate.text(moment).split(separator: " ")[3] == year)
    }

    @Test(arguments: [
        // Days that there are not.
        "Fri, 31 Apr 2026 00:00:00 GMT", "Sat, 29 Feb 2025 00:00:00 GMT", "Sun, 29 Feb 2100 00:00:00 GMT",
        "Sat, 30 Feb 2024 00:00:00 GMT", "Sat, 00 Jan 2026 00:00:00 GMT", "Sat, 32 Jan 2026 00:00:00 GMT",
        "Sat Feb 29 00:00:00 2025", "Sat Feb  0 00:00:00 2025", "Saturday, 31-Jun-26 00:00:00 GMT",
        // Times.
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08.49.37 GMT",
        "Sun, 06 Nov 1994 -8:49:37 GMT", "Sun, 06 Nov 1994 0a:49:37 GMT",
        // Names, which are case-sensitive, and zones.
        "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 NOV 1994 08:49:37 GMT",
        "Xxx, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 +0000",
        "Son, 06 Nov 1994 08:49:37 GMT", "Sonday, 06-Nov-94 08:49:37 GMT", ", 06-Nov-94 08:49:37 GMT",
        "garbage, 06-Nov-94 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT", "sunday, 06-Nov-94 08:49:37 GMT",
        "SundayX, 06-Nov-94 08:49:37 GMT", "XSunday, 06-Nov-94 08:49:37 GMT", "Sunda, 06-Nov-94 08:49:37 GMT",
        "Wed nesday, 06-Nov-94 08:49:37 GMT", "Xxx Nov  6 08:49:37 1994", "Sun nov  6 08:49:37 1994",
        // Shapes.
        "", "0", "784111777", "1994-11-06T08:49:37Z", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun,06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 19941 08:49:37 GMT", "Sun, 06  Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMTX",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94",
        "Sun Nov   08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT", "\"Sun, 06 Nov 1994 08:49:37 GMT\"", ",", ",,,", "Sun,", "\u{ff}", "a,",
        "Sunday, 06-Nov-94 08:49:37 GMT;", "Sun, \u{b2}6 Nov 1994 08:49:37 GMT",
    ])
    func `anything else is no date`(date: String) {
        #expect(Self.parse(date) == nil)
    }
}
