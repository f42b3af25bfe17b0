import CLinux
import Glibc
import HTTP
import Synchronization
import Threads

/// What the workers have in common: nothing of it is touched on the way of a request.
final class SharedState: Sendable {
    let configuration: HTTPServer.Configuration
    let handler: any Handler
    /// On the listeners that are for operations.
    let operations: any Handler
    let deferred: DeferredQueue
    /// What new connections to secured listeners are secured by.
    let tls: Lock<TLSContext?>
    /// Open connections over all workers, changed at accept and close.
    let connectionCount = Atomic<Int>(0)
    /// nil where they are not limited.
    let clients: ClientConnections?
    /// nil where they are not limited.
    let rates: ClientRates?
    /// nil where nobody needs one, for as long as the server runs.
    let keys: Lock<AccessKeys?>
    let generation: Atomic<UInt64>
    let isDraining = Atomic<Bool>(false)

    init(
        configuration: HTTPServer.Configuration, handler: any Handler, operations: any Handler, tls: TLSContext?,
        generation: UInt64
    ) {
        self.configuration = configuration
        self.handler = handler
        self.operations = operations
        self.tls = Lock(tls)
        self.generation = Atomic(generation)
        clients = configuration.limits.connectionsPerClient.map { _ in ClientConnections() }
        rates = configuration.limits.rate.map { ClientRates($0) }
        keys = Lock(configuration.keys)
        if let rates { configuration.metrics?.add(rates) }
        deferred = DeferredQueue(running: 2 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), waiting: 256)
    }
}

/// How other threads reach a worker: they leave what they have and write to its eventfd.
final class Mailbox: Sendable {
    /// Readable when there is something to see to.
    let wake: Int32
    private let completions = Lock<[Completion]>([])

    /// A deferred answer, and the connection that waits for it.
    struct Completion: Sendable {
        let slot: Int
        let generation: UInt32
        let response: Response
    }

    init() throws(SystemError) {
        wake = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        guard wake >= 0 else { throw SystemError("eventfd") }
    }

    deinit {
        close(wake)
    }

    func post(_ completion: Completion) {
        completions.withLock { $0.append(completion) }
        signal()
    }

    func signal() {
        var one: UInt64 = 1
        _ = write(wake, &one, 8)
    }

    /// Resets the eventfd and takes what was left.
    func collect() -> [Completion] {
        var count: UInt64 = 0
        _ = read(wake, &count, 8)
        return completions.withLock { completions in
            defer { completions = [] }
            return completions
        }
    }
}
