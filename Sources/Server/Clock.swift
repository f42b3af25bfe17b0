import CLinux
import Glibc

/// The two times that the event loop works with, read once a turn.
struct Clock {
    /// Milliseconds of the monotonic clock: for deadlines.
    private(set) var monotonic: Int64 = 0
    /// Seconds since 1970: for `Date`.
    private(set) var wall: Int64 = 0

    mutating func tick() {
        // The coarse clocks move every few milliseconds, which is finer than any timeout or `Date`.
        monotonic = Self.read(CLOCK_MONOTONIC_COARSE) / 1_000_000
        wall = Self.read(CLOCK_REALTIME_COARSE) / 1_000_000_000
    }

    /// Nanoseconds of the precise monotonic clock: for durations in the access log.
    static func nanoseconds() -> Int64 {
        read(CLOCK_MONOTONIC)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
