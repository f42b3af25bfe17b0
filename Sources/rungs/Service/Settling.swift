/// When a burst of changes is over: nothing more came for a quiet time, or it has lasted too long to wait for that.
/// Time is passed in.
package struct Settling: Sendable {
    package static let quiet = Duration.milliseconds(200)
    package static let longest = Duration.seconds(5)
    /// Whoever writes without end makes the server load a fifth of the time, not all of it.
    package static let pause = 4

    /// When the first change of this burst came.
    private var beginning: ContinuousClock.Instant?
    private var notBefore: ContinuousClock.Instant?

    package init() {}

    /// Something changed: gives the moment to act if nothing more comes.
    package mutating func change(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let first = beginning ?? now
        beginning = first
        return max(min(now + Self.quiet, first + Self.longest), notBefore ?? now)
    }

    /// The burst is acted upon; the next change begins another one.
    package mutating func end() {
        beginning = nil
    }

    /// A load has ended that took so long.
    package mutating func loaded(in duration: Duration, at now: ContinuousClock.Instant) {
        notBefore = now + duration * Self.pause
    }
}
