import Threads

/// Holds the current snapshot; a reload is one swap of a reference.
package final class Store: Sendable {
    private let current: Lock<Snapshot>

    /// The snapshot that new requests see.
    package var snapshot: Snapshot { current.withLock { $0 } }

    package init(_ snapshot: Snapshot) {
        current = Lock(snapshot)
    }

    package func publish(_ snapshot: Snapshot) {
        // The old one is let go of outside of the lock: freeing a large catalog takes time.
        let old = current.withLock { current in
            let old = current
            current = snapshot
            return old
        }
        _ = consume old
    }
}
