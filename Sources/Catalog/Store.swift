/// Holds the current snapshot; a reload is one swap of a reference.
package final class Store: Sendable {
    /// The snapshot that new requests see.
    package var snapshot: Snapshot { preconditionFailure("to be written") }

    package init(_ snapshot: Snapshot) {
        preconditionFailure("to be written")
    }

    package func publish(_ snapshot: Snapshot) {
        preconditionFailure("to be written")
    }
}
