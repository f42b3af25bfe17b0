import Dispatch
import HTTP
import Threads

/// Runs deferred answers on a concurrent queue: so many at once, so many waiting, and beyond that none.
final class DeferredQueue: Sendable {
    typealias Work = @Sendable () -> Void

    private let queue = DispatchQueue(label: "rungs.deferred", attributes: .concurrent)
    private let runningLimit: Int
    private let waitingLimit: Int
    private let state = Lock(State())

    private struct State {
        var running = 0
        var waiting: [Work] = []
    }

    init(running: Int, waiting: Int) {
        runningLimit = running
        waitingLimit = waiting
    }

    /// false where too much waits already: the answer is 503 then.
    func submit(_ work: @escaping Work) -> Bool {
        enum Verdict { case run, wait, refuse }
        let verdict: Verdict = state.withLock { state in
            if state.running < runningLimit {
                state.running += 1
                return .run
            }
            guard state.waiting.count < waitingLimit else { return .refuse }
            state.waiting.append(work)
            return .wait
        }
        if verdict == .run { start(work) }
        return verdict != .refuse
    }

    private func start(_ work: @escaping Work) {
        queue.async { [self] in
            work()
            let next: Work? = state.withLock { state in
                guard !state.waiting.isEmpty else {
                    state.running -= 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
            if let next { start(next) }
        }
    }
}
