import CLinux
import Glibc
import HTTP
import Hashing
import Synchronization
import Threads

/// One event loop: it accepts, reads, answers and writes for its own connections on its own thread, and never blocks.
///
/// It is made inside its thread and shares nothing on the way of a request.
struct Worker: ~Copyable {
    /// Among the workers.
    let index: Int
    let shared: SharedState
    let mailbox: Mailbox
    let limits: HeadParser.Limits
    let timeouts: Deadlines
    let basePath: [UInt8]
    let trust: ProxyTrust

    var poller: Poller
    var clock = Clock()
    var listeners: [Listening]
    var pausedListenerCount = 0
    var slab = Slab()
    /// Connections that were refused for the limit and are not closed yet.
    var uncounted = 0
    /// One for all connections: only what is not used at once is copied out.
    let buffer: UnsafeMutableRawBufferPointer
    /// Where TLS sessions put together what they send.
    let record: UnsafeMutableRawBufferPointer
    /// What new connections are secured by; nil where no listener is.
    var tls: TLSContext?
    var batch = ReplyBatch()
    var statusBlocks = StatusBlocks()
    var bases: LinkBaseTable
    var cache: AnswerCache
    var generation: UInt64
    var identifiers = IdentifierSource()
    var access: Access
    var hasher = SHA256.Hasher()
    /// How the request that is being answered came in; of others it is empty.
    var admission = Admission()
    var drain: Drain?
    var nextSweep: Int64 = 0
    var lastHalving: Int64 = 0
    /// Streams that wait for their next step, each by the token of its connection. The order of epoll is not fair: of
    /// more events than fit into one batch some can be the first each time, and others never.
    var waitingStreams: [UInt64] = []
    /// Connections whose next bytes were received already, each by its token.
    var waitingInput: [UInt64] = []
    /// How many steps of streams are left in this turn.
    var streamSteps = 0
    /// When the bytes that are being served came, in nanoseconds; only while that is measured.
    var requestStart: Int64 = 0
    /// Whether anybody wants to know how long requests take.
    let isMeasured: Bool
    let metrics: WorkerMetrics
    var meter: RequestMeter

    /// This worker's descriptor of a listener, and whether it is heard.
    struct Listening {
        let bound: BoundListener
        let descriptor: Int32
        var state = State.open

        enum State {
            case open
            /// Out of descriptors: it is heard again when one is free, or after a moment.
            case paused
            case closed
        }
    }

    /// Timeouts in milliseconds.
    struct Deadlines {
        let head, body, idle, write, linger, drain: Int64
        /// How often connections are looked through, so that a timeout is late by a quarter at most.
        let tick: Int64
        /// How long a client that was refused may take to read it.
        let lingerOnClose: Int64 = 2000

        init(_ timeouts: HTTPServer.Timeouts) {
            func milliseconds(_ seconds: Double) -> Int64 { Int64(max(0, min(seconds, 1e9)) * 1000) }
            head = milliseconds(timeouts.head)
            body = milliseconds(timeouts.body)
            idle = milliseconds(timeouts.idle)
            write = milliseconds(timeouts.write)
            linger = milliseconds(timeouts.linger)
            drain = milliseconds(timeouts.drain)
            tick = max(50, min(1000, min(head, body, idle, write) / 4))
        }
    }

    private static let wakeToken = UInt64.max
    /// That of the first listener; those of the others follow. No slot is so high.
    private static let listenerToken = UInt64.max - 256
    /// Over all connections, so that many streams do not keep others waiting: a step in gzip takes a millisecond.
    private static let streamStepsPerTurn = 4
    private static let readBufferBytes = 65_536

    /// - Parameter index: of this worker among the descriptors of a listener.
    init(
        shared: SharedState, mailbox: Mailbox, listeners: [BoundListener], index: Int, cacheBytes: Int
    ) throws(SystemError) {
        let configuration = shared.configuration
        let poller = try Poller()
        guard poller.add(mailbox.wake, events: Poller.readable, token: Self.wakeToken) else {
            throw SystemError("epoll_ctl")
        }
        let listeners = listeners.map { Listening(bound: $0, descriptor: $0.descriptors[index]) }
        for (index, listener) in listeners.enumerated() where !Self.hear(listener, index, poller) {
            throw SystemError("epoll_ctl")
        }
        self.poller = poller
        self.index = index
        self.shared = shared
        self.mailbox = mailbox
        self.listeners = listeners
        limits = HeadParser.Limits(
            headBytes: configuration.limits.headBytes, targetBytes: configuration.limits.targetBytes,
            fieldLines: configuration.limits.fieldLines)
        timeouts = Deadlines(configuration.timeouts)
        buffer = .allocate(byteCount: Self.readBufferBytes + configuration.limits.headBytes, alignment: 64)
        record = .allocate(byteCount: TLSSession.recordBytes, alignment: 64)
        tls = shared.tls.withLock { $0 }
        bases = LinkBaseTable(basePath: configuration.basePath, constant: configuration.publicBase)
        cache = AnswerCache(byteLimit: cacheBytes)
        generation = shared.generation.load(ordering: .acquiring)
        basePath = Array(configuration.basePath.utf8)
        trust = configuration.trust
        isMeasured = configuration.accessLog != nil || configuration.metrics != nil || configuration.tellsTiming
        metrics = WorkerMetrics()
        meter = RequestMeter(metrics)
        configuration.metrics?.add(metrics)
        access = Access(shared)
    }

    deinit {
        buffer.deallocate()
        record.deallocate()
    }

    /// Runs until the drain is over.
    mutating func run() {
        TLSSession.ignoreBrokenPipes()
        clock.tick()
        statusBlocks.renew(clock.wall)
        while !isFinished {
            let count = poller.wait(timeout: pollTimeout)
            clock.tick()
            statusBlocks.renew(clock.wall)
            streamSteps = Self.streamStepsPerTurn
            for index in 0..<count {
                let (token, events) = poller.event(at: index)
                switch token {
                case Self.wakeToken: wake()
                case Self.listenerToken...: acceptConnections(Int(token - Self.listenerToken))
                default: handle(events, Int(token & 0xffff_ffff), generation: UInt32(token >> 32))
                }
            }
            serveHeldInput()
            advanceStreams()
            if clock.monotonic >= nextSweep { sweep() }
        }
        for index in listeners.indices { closeListener(index) }
        for slot in 0..<slab.used where slab[slot].pointee.phase != .free { close(slot) }
    }

    /// Milliseconds until something must be done without an event: without connections, nothing.
    private var pollTimeout: Int32 {
        guard waitingStreams.isEmpty, waitingInput.isEmpty else { return 0 }
        guard slab.count > 0 || pausedListenerCount > 0 || drain != nil else { return -1 }
        return Int32(clamping: max(0, nextSweep - clock.monotonic))
    }

    private mutating func handle(_ events: UInt32, _ slot: Int, generation: UInt32) {
        // A descriptor that was closed and used again in this batch has another generation.
        guard slot < slab.used, slab[slot].pointee.generation == generation, slab[slot].pointee.phase != .free else {
            return
        }
        switch slab[slot].pointee.phase {
        case .deferred:
            // Nothing was asked for, so this is a hang-up or an error; unless the event is older than the phase.
            if events & Poller.gone != 0 { close(slot) }
        case .writing where slab[slot].pointee.isInTurn:
            // The same: it stands in the queue once, and goes on when its turn comes.
            if events & Poller.gone != 0 { close(slot) }
        case .writing:
            continueWriting(slot)
        case .lingering:
            discardInput(slot)
        case .proxyHeader:
            readProxyHeader(slot)
        case .idle, .head, .body:
            readAndServe(slot)
        case .handshake:
            shakeHands(slot)
        case .free:
            break
        }
    }

    /// Something was left in the mailbox: a new snapshot, new keys, deferred answers, the order to drain.
    private mutating func wake() {
        let completions = mailbox.collect()
        let published = shared.generation.load(ordering: .acquiring)
        if published != generation {
            generation = published
            cache.removeAll()
            metrics.set(.cacheBytes, 0)
            bases.removeAll()
        }
        if tls != nil { tls = shared.tls.withLock { $0 } }
        access.renew(from: shared)
        for completion in completions { deliver(completion) }
        if drain == nil, shared.isDraining.load(ordering: .acquiring) { beginDrain() }
    }

    // MARK: - Connections

    /// Asks epoll for `events` of a connection, if that is not what it was asked for before.
    mutating func setInterest(_ slot: Int, _ events: UInt32) {
        let connection = slab[slot]
        guard connection.pointee.interest != events else { return }
        let token = token(slot)
        if connection.pointee.interest == nil {
            guard poller.add(connection.pointee.descriptor, events: events, token: token) else { return close(slot) }
        } else {
            poller.modify(connection.pointee.descriptor, events: events, token: token)
        }
        connection.pointee.interest = events
    }

    /// Takes a connection out of the set: one that both sides have ended hangs up all the time.
    private mutating func ignoreEvents(_ slot: Int) {
        guard slab[slot].pointee.interest != nil else { return }
        poller.remove(slab[slot].pointee.descriptor)
        slab[slot].pointee.interest = nil
    }

    /// What names the connection in events, as long as it has the slot.
    func token(_ slot: Int) -> UInt64 {
        UInt64(slab[slot].pointee.generation) << 32 | UInt64(slot)
    }

    mutating func close(_ slot: Int) {
        // Before its client can see the end, and come again.
        if slab[slot].pointee.isCounted { release(slot) } else { uncounted -= 1 }
        _ = slab[slot].session?.end()
        metrics.count(.closed(isSecured: slab[slot].pointee.isSecured))
        if slab[slot].pointee.isActive { metrics.count(.active(isSecured: slab[slot].pointee.isSecured), -1) }
        Glibc.close(slab[slot].pointee.descriptor)
        slab.remove(slot)
        if pausedListenerCount > 0 { resumeListeners() }
    }

    /// Makes room for another connection within the limits.
    func release(_ slot: Int) {
        shared.connectionCount.subtract(1, ordering: .relaxed)
        guard slab[slot].pointee.isCountedForClient, let client = slab[slot].pointee.peer.address?.client else {
            return
        }
        slab[slot].pointee.isCountedForClient = false
        shared.clients?.close(client)
    }

    /// Ends a connection after its last reply was sent: at once, or with time for the client to read it.
    ///
    /// - Parameter isEnded: whether the client has ended its side, so that nothing more comes from it.
    mutating func finish(_ slot: Int, isEnded: Bool = false) {
        let connection = slab[slot]
        if let session = connection.session, session.end() == .waiting { return awaitEnd(slot) }
        // What the client had no room for would be lost by a reset, and held by the kernel if it takes nothing.
        let isHeld = unsent_bytes(connection.pointee.descriptor) > 0
        guard isHeld || (connection.pointee.lingersOnClose && !isEnded) else { return close(slot) }
        shutdown(connection.pointee.descriptor, Int32(SHUT_WR))
        connection.pointee.phase = .lingering
        connection.pointee.session = nil
        connection.pointee.unread = []
        connection.pointee.exchange = nil
        connection.pointee.deadline = clock.monotonic + timeouts.lingerOnClose
        connection.pointee.idleSince = clock.monotonic
        connection.pointee.outstanding = outstanding(slot)
        if isEnded { ignoreEvents(slot) } else { setInterest(slot, Poller.readable) }
    }

    /// A reset that comes while the client still sends would take the answer from it (RFC 9112 section 9.6).
    private mutating func discardInput(_ slot: Int) {
        let received = recv(slab[slot].pointee.descriptor, buffer.baseAddress, buffer.count, 0)
        if received == 0 {
            finish(slot, isEnded: true)
        } else if received < 0, errno != EAGAIN, errno != EINTR {
            close(slot)
        }
    }

    // MARK: - The listeners, for this file's loop and the drain

    private static func hear(_ listener: Listening, _ index: Int, _ poller: borrowing Poller) -> Bool {
        // A connection should wake one worker, not all that hear the same socket.
        let events = listener.bound.isShared ? Poller.readable | Poller.exclusive : Poller.readable
        return poller.add(listener.descriptor, events: events, token: listenerToken + UInt64(index))
    }

    mutating func pauseListener(_ index: Int) {
        guard listeners[index].state == .open else { return }
        poller.remove(listeners[index].descriptor)
        listeners[index].state = .paused
        pausedListenerCount += 1
    }

    mutating func resumeListeners() {
        for index in listeners.indices where listeners[index].state == .paused {
            guard Self.hear(listeners[index], index, poller) else { continue }
            listeners[index].state = .open
            pausedListenerCount -= 1
        }
    }

    mutating func closeListener(_ index: Int) {
        guard listeners[index].state != .closed else { return }
        // It goes on telling of a socket that others have descriptors of.
        pauseListener(index)
        pausedListenerCount -= 1
        Glibc.close(listeners[index].descriptor)
        listeners[index].state = .closed
    }
}
