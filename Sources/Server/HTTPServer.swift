package import HTTP

/// The HTTP/1.1 server: one listener, event loop and answer cache per worker thread.
///
/// Order of use: `init` binds (so a port in use is found before anything else starts), `run` starts the workers,
/// `publish` and `drain` may be called from any thread, `waitUntilStopped` returns when the last worker has ended.
package final class HTTPServer: Sendable {
    /// The port that was bound: the one chosen by the system where 0 was asked for.
    package let port: Int

    /// Binds the listeners.
    package init(configuration: Configuration, handler: any Handler, generation: UInt64) throws(ListenError) {
        preconditionFailure("to be written")
    }

    /// Starts the workers and returns.
    package func run() {
        preconditionFailure("to be written")
    }

    /// Tells the workers that the handler answers from a new snapshot: each forgets its answers.
    package func publish(generation: UInt64) {
        preconditionFailure("to be written")
    }

    /// Begins the orderly end: lingers, stops listening, answers what was accepted, closes (DESIGN.md 5).
    package func drain() {
        preconditionFailure("to be written")
    }

    /// Blocks the calling thread until every worker has ended.
    package func waitUntilStopped() {
        preconditionFailure("to be written")
    }
}
