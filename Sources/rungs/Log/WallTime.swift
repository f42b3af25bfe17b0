import CLinux
import Glibc

/// A moment of the wall clock, in nanoseconds since 1970.
package struct WallTime: Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    package var seconds: Int64 {
        nanoseconds / 1_000_000_000
    }

    /// RFC 3339 in UTC, with milliseconds: `2026-05-15T12:39:06.711Z`.
    package var text: String {
        Self.text(seconds: seconds, milliseconds: Int(nanoseconds % 1_000_000_000) / 1_000_000)
    }

    /// The same of a moment that may lie beyond the nanoseconds of 64 bits, in the year 9999 say.
    package static func text(seconds: Int64, milliseconds: Int = 0) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [
            digits(Int(parts.tm_year) + 1900, 4), digits(Int(parts.tm_mon) + 1, 2), digits(Int(parts.tm_mday), 2),
        ]
        let time = [digits(Int(parts.tm_hour), 2), digits(Int(parts.tm_min), 2), digits(Int(parts.tm_sec), 2)]
        return "\(date.joined(separator: "-"))T\(time.joined(separator: ":")).\(digits(milliseconds, 3))Z"
    }
}

private func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
