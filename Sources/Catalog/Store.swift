import Threads

/// Holds the current snapshot, and how the reloads went. A reload is one swap of a reference.
package final class Store: Sendable {
    private let state: Lock<State>

    package struct State: Sendable {
        /// What new requests see.
        package fileprivate(set) var snapshot: Snapshot
        package fileprivate(set) var reloads = Reloads()
    }

    /// How the reloads since the start went.
    package struct Reloads: Sendable {
        package fileprivate(set) var succeeded = 0
        package fileprivate(set) var refused = 0
        /// There where the last one was refused: what is served is not what the files are.
        package fileprivate(set) var refusal: Refusal?

        package init() {}
    }

    package struct Refusal: Sendable {
        /// One line.
        package let reason: String
        /// Seconds since 1970.
        package let time: Int64
    }

    package var current: State { state.withLock { $0 } }
    package var snapshot: Snapshot { state.withLock { $0.snapshot } }

    package init(_ snapshot: Snapshot) {
        state = Lock(State(snapshot: snapshot))
    }

    /// A reload is done.
    ///
    /// - Returns: what was served before.
    @discardableResult package func publish(_ snapshot: Snapshot) -> Snapshot {
        state.withLock { state in
            let old = state.snapshot
            state.snapshot = snapshot
            state.reloads.succeeded += 1
            state.reloads.refusal = nil
            return old
        }
    }

    /// A reload gave nothing that can be served.
    package func refuse(_ reason: String, at time: Int64) {
        state.withLock { state in
            state.reloads.refused += 1
            state.reloads.refusal = Refusal(reason: reason, time: time)
        }
    }
}
