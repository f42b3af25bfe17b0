import Dispatch
import CLinux
import Glibc
import Logging
package import Server
import Synchronization
import Threads

/// Writes the access log away from the workers: each puts its lines into a buffer of its own, and a thread takes what is in
/// the buffers and writes it. Lines for which a buffer has no room are counted and dropped, never waited for.
package final class AccessLogWriter: Sendable {
    /// Bytes of lines that may wait to be written, for each worker.
    package static let capacity = 1 << 20

    private let lanes: [Lock<Lane>]
    private let logsHealth: Bool
    private let format: LogFormat
    private let sink: LogSink
    private let droppedTotal = Atomic(0)
    /// Whether the thread waits to be told that there is something.
    private let isWaiting = Atomic(false)
    private let isOver = Atomic(false)
    private let work = DispatchSemaphore(value: 0)
    private let thread = Lock<Threads.Thread?>(nil)

    private struct Lane: ~Copyable {
        var line: AccessLogLine
        var lines = LineBuffer()
        var dropped = 0

        init(_ format: LogFormat) {
            line = AccessLogLine(format)
        }
    }

    /// While lines come they are gathered for so long, and written together.
    private static let gatherMicroseconds: UInt32 = 10_000

    /// - Parameters:
    ///   - workers: how many there are.
    ///   - logsHealth: whether requests for the health paths, which are at level debug, are written too.
    package init(workers: Int, format: LogFormat, logsHealth: Bool, sink: LogSink) {
        lanes = (0..<max(1, workers)).map { _ in Lock(Lane(format)) }
        self.format = format
        self.logsHealth = logsHealth
        self.sink = sink
    }

    /// From now on lines are written.
    package func start() {
        let thread = Threads.Thread(name: "access-log") { self.run() }
        self.thread.withLock { $0 = thread }
    }

    /// Lines that were dropped since the start.
    package var droppedCount: Int { droppedTotal.load(ordering: .relaxed) }

    /// - Parameter worker: its index.
    package func add(_ entry: AccessLogEntry, at time: WallTime = .now(), revision: String, worker: Int) {
        if !logsHealth && entry.isHealth { return }
        lanes[worker].withLock { lane in
            guard lane.lines.count < Self.capacity else {
                lane.dropped += 1
                droppedTotal.add(1, ordering: .relaxed)
                return
            }
            lane.line.append(entry, at: time, revision: revision, to: &lane.lines)
        }
        if isWaiting.load(ordering: .relaxed), isWaiting.exchange(false, ordering: .acquiringAndReleasing) {
            work.signal()
        }
    }

    /// Writes what was added, and ends the thread.
    package func stop() {
        isOver.store(true, ordering: .releasing)
        work.signal()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
        var lines = LineBuffer()
        writeAll(by: &lines)
    }

    private func run() {
        var lines = LineBuffer()
        while !isOver.load(ordering: .acquiring) {
            if writeAll(by: &lines) {
                usleep(Self.gatherMicroseconds)
                continue
            }
            isWaiting.store(true, ordering: .sequentiallyConsistent)
            // Whoever came before that was seen did not tell.
            if writeAll(by: &lines) {
                isWaiting.store(false, ordering: .relaxed)
            } else {
                work.wait()
            }
        }
    }

    /// Writes what waits, and lets the workers go on meanwhile.
    ///
    /// - Parameter lines: an empty one, which each of them gets in place of its own.
    /// - Returns: false where there was nothing.
    @discardableResult
    private func writeAll(by lines: inout LineBuffer) -> Bool {
        var hasWritten = false
        for lane in lanes {
            var dropped = lane.withLock { lane in
                swap(&lane.lines, &lines)
                defer { lane.dropped = 0 }
                return lane.dropped
            }
            guard lines.count > 0 else { continue }
            hasWritten = true
            let lost = lines.bytes[sink.write(lines.bytes)...].count { $0 == UInt8(ascii: "\n") }
            if lost > 0 {
                dropped += lost
                droppedTotal.add(lost, ordering: .relaxed)
            }
            lines.removeAll()
            if dropped > 0 {
                let record = LogRecord(
                    time: .now(), level: .warning, message: "access log entries dropped",
                    fields: [.init("count", .integer(dropped))])
                sink.write(format.line(record))
            }
        }
        return hasWritten
    }
}
