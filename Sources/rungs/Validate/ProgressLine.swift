import Threads

/// One line on a terminal that says how far a check is: rewritten a few times a second, gone at the end. A check that
/// is quick writes nothing.
package final class ProgressLine: Sendable {
    private static let delay = Duration.seconds(1)
    private static let interval = Duration.milliseconds(200)

    private let write: @Sendable (String) -> Void
    private let state: Lock<State>

    private struct State {
        /// When something may be written.
        var next: ContinuousClock.Instant
        var done = 0
        /// Columns that are written.
        var width = 0
    }

    package init(now: ContinuousClock.Instant = .now, write: @escaping @Sendable (String) -> Void) {
        self.write = write
        state = Lock(State(next: now + Self.delay))
    }

    /// From any thread, in any order.
    package func update(_ done: Int, of total: Int, now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            guard now >= state.next, done > state.done else { return }
            state.next = now + Self.interval
            state.done = done
            let text = "checked \(Self.grouped(done)) of \(Self.grouped(total)) files"
            // Never shorter than the one before: the number grows.
            state.width = text.utf8.count
            write("\r\(text)")
        }
    }

    /// Blanks and no escape sequence: a terminal need not know any.
    package func end() {
        state.withLock { state in
            guard state.width > 0 else { return }
            write("\r\(String(repeating: " ", count: state.width))\r")
            state.width = 0
        }
    }

    /// `12,000`
    private static func grouped(_ number: Int) -> String {
        let digits = Array("\(number)")
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}
