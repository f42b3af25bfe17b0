import Dispatch
import Logging
package import Server
import Synchronization
import Threads

/// Writes the access log away from the workers: a worker only puts its entry into a bounded queue; a serial queue makes
/// lines of it. Entries for which the queue has no room are counted and dropped, never waited for.
package final class AccessLogWriter: Sendable {
    /// Entries that may wait to be written.
    package static let capacity = 8192

    package struct Item: Sendable {
        package let time: WallTime
        package let entry: AccessLogEntry
        package let revision: String

        package init(time: WallTime, entry: AccessLogEntry, revision: String) {
            self.time = time
            self.entry = entry
            self.revision = revision
        }
    }

    private let droppedTotal = Atomic(0)

    private struct Waiting {
        var items: [Item] = []
        var dropped = 0
    }

    private let format: LogFormat
    private let logsHealth: Bool
    private let sink: LogSink
    private let waiting = Lock(Waiting())
    private let queue = DispatchQueue(label: "rungs.access-log", qos: .utility)

    /// - Parameter logsHealth: whether requests for the health paths, which are at level debug, are written too.
    package init(format: LogFormat, logsHealth: Bool, sink: LogSink) {
        self.format = format
        self.logsHealth = logsHealth
        self.sink = sink
    }

    /// Entries that were dropped since the start.
    package var droppedCount: Int { droppedTotal.load(ordering: .relaxed) }

    package func add(_ item: Item) {
        if !logsHealth && item.entry.isHealth { return }
        let isFirst = waiting.withLock { waiting in
            guard waiting.items.count < Self.capacity else {
                waiting.dropped += 1
                droppedTotal.add(1, ordering: .relaxed)
                return false
            }
            waiting.items.append(item)
            return waiting.items.count == 1
        }
        if isFirst {
            queue.async { self.drain() }
        }
    }

    /// Returns when all that was added is written.
    package func flush() {
        queue.sync { drain() }
    }

    private func drain() {
        let taken = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return waiting
        }
        var lines = taken.items.flatMap { format.line($0.record) }
        if taken.dropped > 0 {
            let record = LogRecord(
                time: .now(), level: .warning, message: "access log entries dropped",
                fields: [.init("count", .integer(taken.dropped))])
            lines += format.line(record)
        }
        if !lines.isEmpty {
            sink.write(lines)
        }
    }
}
