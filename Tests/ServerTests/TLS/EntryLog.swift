import Server
import Threads

/// Keeps what a server tells its access log of sessions: an entry's bytes last only as long as the call.
final class EntryLog: Sendable {
    private let kept = Lock<[AccessLogEntry.TLS?]>([])

    /// One for each request; nil where it came by a connection without TLS.
    var sessions: [AccessLogEntry.TLS?] { kept.withLock { $0 } }

    var accessLog: HTTPServer.AccessLog {
        HTTPServer.AccessLog(errorsOnly: false) { entry, _ in self.kept.withLock { $0.append(entry.tls) } }
    }
}
