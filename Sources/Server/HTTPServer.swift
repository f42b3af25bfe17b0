import Dispatch
import Glibc
package import HTTP
import Synchronization
import Threads

/// The HTTP/1.1 server: one listener, event loop and answer cache per worker thread.
///
/// Order of use: `init` binds (so a port in use is found before anything else starts), `run` starts the workers,
/// `publish` and `drain` may be called from any thread, `waitUntilStopped` returns when the last worker has ended.
package final class HTTPServer: Sendable {
    /// The port that was bound: the one chosen by the system where 0 was asked for.
    package let port: Int

    private let shared: SharedState
    private let listeners: [Int32]
    private let mailboxes: [Mailbox]
    private let threads = Lock<[Thread]>([])

    /// Binds the listeners.
    package init(configuration: Configuration, handler: any Handler, generation: UInt64) throws(ListenError) {
        let count = max(1, configuration.workers)
        let bound = try Listener.bind(
            host: configuration.host, port: configuration.port, count: count,
            deferSeconds: Int(min(max(1, configuration.timeouts.head), 3600)))
        do throws(SystemError) {
            var mailboxes: [Mailbox] = []
            for _ in 0..<count { mailboxes.append(try Mailbox()) }
            self.mailboxes = mailboxes
        } catch {
            for listener in bound.descriptors { close(listener) }
            throw ListenError(call: error.call, errno: error.errno, address: configuration.host)
        }
        port = bound.port
        listeners = bound.descriptors
        shared = SharedState(configuration: configuration, handler: handler, generation: generation)
    }

    /// Starts the workers and returns when each is running.
    ///
    /// - Throws: where the system has no thread or no epoll to give; the workers that had started end again.
    package func run() throws(SystemError) {
        for index in listeners.indices {
            guard let error = start(index) else { continue }
            for listener in listeners[index...] { close(listener) }
            drain()
            throw error
        }
    }

    /// Starts one worker, which has its listener from then on, and waits until it runs; the error where it does not.
    private func start(_ index: Int) -> SystemError? {
        let (shared, mailbox, listener) = (shared, mailboxes[index], listeners[index])
        let cacheBytes = shared.configuration.answerCacheBytes / listeners.count
        let failure = Lock<SystemError?>(nil)
        let isDecided = DispatchSemaphore(value: 0)
        let thread = Thread(name: "worker-\(index)") {
            do throws(SystemError) {
                var worker = try Worker(shared: shared, mailbox: mailbox, listener: listener, cacheBytes: cacheBytes)
                isDecided.signal()
                worker.run()
            } catch {
                failure.withLock { $0 = error }
                isDecided.signal()
            }
        }
        guard let thread else { return SystemError(call: "pthread_create", errno: EAGAIN) }
        threads.withLock { $0.append(thread) }
        isDecided.wait()
        return failure.withLock { $0 }
    }

    /// Tells the workers that the handler answers from a new snapshot: each forgets its answers.
    package func publish(generation: UInt64) {
        shared.generation.store(generation, ordering: .releasing)
        for mailbox in mailboxes { mailbox.signal() }
    }

    /// Begins the orderly end: lingers, stops listening, answers what was accepted, closes (DESIGN.md 5).
    package func drain() {
        shared.isDraining.store(true, ordering: .releasing)
        for mailbox in mailboxes { mailbox.signal() }
    }

    /// Blocks the calling thread until every worker has ended. For one thread: a thread can be waited for only once.
    package func waitUntilStopped() {
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in running { thread.join() }
    }
}
