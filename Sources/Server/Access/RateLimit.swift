/// How many requests a client may make: `requests` at once, and after that as many in each `seconds`, evenly.
package struct RateLimit: Sendable, Equatable {
    package let requests: Int
    package let seconds: Int

    package static let requestRange = 1...1_000_000
    package static let secondRange = 1...86_400

    /// nil where one of them is out of its range.
    package init?(requests: Int, seconds: Int) {
        guard Self.requestRange ~= requests, Self.secondRange ~= seconds else { return nil }
        self.requests = requests
        self.seconds = seconds
    }

    /// Nanoseconds in which one more may be made, rounded up, so that the sum of them is never more.
    var interval: Int64 {
        let time = Int64(seconds) * 1_000_000_000
        return (time + Int64(requests) - 1) / Int64(requests)
    }

    /// Nanoseconds in which an empty bucket is full again.
    var capacity: Int64 { interval * Int64(requests) }

    /// The value of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
    var policy: String { "\"default\";q=\(requests);w=\(seconds)" }
}

/// What one client has left of its rate.
///
/// It is a token bucket, known by the one moment at which it is full: the time until then is what was taken out.
struct TokenBucket: Sendable, Equatable {
    /// Nanoseconds of the monotonic clock. A new bucket is full.
    private(set) var fullAt = Int64.min

    /// Takes a request out, if there is one.
    ///
    /// - Parameter now: nanoseconds of the monotonic clock.
    mutating func take(at now: Int64, _ limit: RateLimit) -> Quota {
        let level = limit.capacity - (max(fullAt, now) - now)
        guard level >= limit.interval else { return Quota(isExceeded: true, level: level, limit) }
        fullAt = max(fullAt, now) + limit.interval
        return Quota(isExceeded: false, level: level - limit.interval, limit)
    }
}

/// What a client is told of its rate.
struct Quota: Sendable, Equatable {
    /// Whether the request is one too many.
    let isExceeded: Bool
    /// Requests that may be made at once.
    let remaining: Int
    /// Seconds until it is one more.
    let secondsToNext: Int

    /// - Parameter level: nanoseconds of the limit's time that are in the bucket.
    fileprivate init(isExceeded: Bool, level: Int64, _ limit: RateLimit) {
        let level = max(0, level)
        self.isExceeded = isExceeded
        remaining = Int(level / limit.interval)
        let wait = limit.interval - level % limit.interval
        secondsToNext = Int((wait + 999_999_999) / 1_000_000_000)
    }
}
