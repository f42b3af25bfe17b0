import Server
import Synchronization
import Threads

/// Keeps what a server tells its access log.
final class EntryLog: Sendable {
    private let kept = Lock<[AccessLogEntry]>([])

    var entries: [AccessLogEntry] { kept.withLock { $0 } }

    var accessLog: HTTPServer.AccessLog {
        HTTPServer.AccessLog(errorsOnly: false) { entry in self.kept.withLock { $0.append(entry) } }
    }
}
