import Synchronization

/// What the process is doing, for `/readyz`. Shared by the program, which changes it, and the API, which tells it.
package final class Lifecycle: Sendable {
    private let draining = Atomic(false)

    package init() {}

    package var isDraining: Bool {
        draining.load(ordering: .relaxed)
    }

    /// There is no way back.
    package func beginDraining() {
        draining.store(true, ordering: .relaxed)
    }
}
