import Catalog
import Glibc

/// Our own times, `2026-05-15T12:39:06Z` (RFC 3339 section 5.6).
enum RFC3339 {
    /// - Parameter seconds: since 1970.
    static func text(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
        return "\(date)T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))Z"
    }

    /// The instant of an export in UTC, to the millisecond; the beginning of 1970 where there is none.
    static func text(_ timestamp: Timestamp?) -> String {
        guard let timestamp else { return text(0) }
        let fraction = Int32(timestamp.milliseconds - timestamp.seconds * 1000)
        return "\(text(timestamp.seconds).dropLast()).\(digits(fraction, 3))Z"
    }

    private static func digits(_ number: Int32, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
