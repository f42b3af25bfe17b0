import Dispatch
import CLinux
import Glibc
package import HTTP
import Synchronization
import Threads

/// The HTTP/1.1 server: one event loop and answer cache per worker thread, each of which hears all listeners.
///
/// Order of use: `init` binds (so a port in use is found before anything else starts), `run` starts the workers,
/// `publish` and `drain` may be called from any thread, `waitUntilStopped` returns when the last worker has ended.
package final class HTTPServer: Sendable {
    /// Where each listener is reached, in the order of the configuration.
    package var addresses: [ListenAddress] { listeners.map(\.address) }

    /// The port of the first listener on TCP; 0 where there is none.
    package var port: Int {
        for case .tcp(_, let port) in addresses { return port }
        return 0
    }

    private let shared: SharedState
    private let listeners: [BoundListener]
    private let mailboxes: [Mailbox]
    private let threads = Lock<[Thread]>([])

    /// Binds the listeners.
    ///
    /// - Parameters:
    ///   - operations: answers on the listeners that are for operations.
    ///   - tls: what connections to the secured listeners are secured by; without it they are closed.
    package init(
        configuration: Configuration, handler: any Handler, operations: (any Handler)? = nil, tls: TLSContext? = nil,
        generation: UInt64
    ) throws(ListenError) {
        let count = max(1, configuration.workers)
        let deferSeconds = Int(min(max(1, configuration.timeouts.head), 3600))
        var bound: [BoundListener] = []
        var mailboxes: [Mailbox] = []
        do throws(ListenError) {
            for listener in configuration.listeners {
                bound.append(try BoundListener(listener, count: count, deferSeconds: deferSeconds))
            }
            for _ in 0..<count { mailboxes.append(try Self.mailbox(of: configuration)) }
        } catch {
            for listener in bound { listener.close() }
            throw error
        }
        listeners = bound
        self.mailboxes = mailboxes
        shared = SharedState(
            configuration: configuration, handler: handler, operations: operations ?? handler, tls: tls,
            generation: generation)
    }

    private static func mailbox(of configuration: Configuration) throws(ListenError) -> Mailbox {
        do throws(SystemError) {
            return try Mailbox()
        } catch {
            let address = configuration.listeners.first?.address ?? .tcp(host: "", port: 0)
            throw ListenError(call: error.call, errno: error.errno, address: address)
        }
    }

    /// Starts the workers and returns when each is running.
    ///
    /// - Throws: where the system has no thread or no epoll to give; the workers that had started end again.
    package func run() throws(SystemError) {
        for index in mailboxes.indices {
            guard let error = start(index) else { continue }
            for listener in listeners {
                for descriptor in listener.descriptors[index...] { close(descriptor) }
                if index == 0 { listener.removeFile() }
            }
            drain()
            throw error
        }
    }

    /// Starts one worker, which has its descriptors of the listeners from then on, and waits until it runs; the error
    /// where it does not.
    private func start(_ index: Int) -> SystemError? {
        let (shared, mailbox, listeners) = (shared, mailboxes[index], listeners)
        let cacheBytes = shared.configuration.answerCacheBytes / mailboxes.count
        let failure = Lock<SystemError?>(nil)
        let isDecided = DispatchSemaphore(value: 0)
        let thread = Thread(name: "worker-\(index)") {
            do throws(SystemError) {
                var worker = try Worker(
                    shared: shared, mailbox: mailbox, listeners: listeners, index: index, cacheBytes: cacheBytes)
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

    /// Secures new connections by other certificates from now on. Those that are open, or in their handshake, go on with
    /// what they began with.
    package func publish(tls: TLSContext) {
        shared.tls.withLock { $0 = tls }
        for mailbox in mailboxes { mailbox.signal() }
    }

    /// Lets in who has one of these keys, and nobody else any more. It has no effect on a server that began without keys.
    package func replaceKeys(_ keys: AccessKeys) {
        shared.keys.withLock { current in
            if current != nil { current = keys }
        }
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
