import CLinux
import Glibc
import HTTP
import Synchronization

extension Worker {
    /// How many connections are accepted before others get their turn.
    private static let acceptsPerTurn = 256
    /// The same where each may cost a signature, which takes up to a millisecond.
    private static let handshakesPerTurn = 16

    enum Accepted {
        case connection
        /// The queue is empty.
        case nothing
        /// No descriptor or memory is left for a connection: the listener is paused.
        case exhausted
    }

    /// Accepts until there is none left, and tries to answer each at once: a connection that ends with its first answer
    /// is never added to epoll. `.connection` where its turn was over first.
    @discardableResult
    mutating func acceptConnections(_ index: Int) -> Accepted {
        let count = listeners[index].bound.isSecured ? Self.handshakesPerTurn : Self.acceptsPerTurn
        for _ in 0..<count {
            let accepted = acceptOne(index)
            guard accepted == .connection else { return accepted }
        }
        return .connection
    }

    private mutating func acceptOne(_ index: Int) -> Accepted {
        guard listeners[index].state == .open else { return .nothing }
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = accept4(listeners[index].descriptor, nil, nil, flags)
        guard descriptor >= 0 else {
            switch errno {
            case EAGAIN:
                return .nothing
            case ECONNABORTED, EINTR, EPROTO, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH:
                return .connection  // One that ended before it was accepted.
            default:
                // Out of descriptors or memory. Whatever else it is, it would come again at once.
                pauseListener(index)
                return .exhausted
            }
        }
        let count = shared.connectionCount.add(1, ordering: .relaxed).newValue
        let slot = slab.insert(descriptor)
        slab[slot].pointee.isForOperations = listeners[index].bound.isForOperations
        slab[slot].pointee.isSecured = listeners[index].bound.isSecured
        metrics.count(.opened(isSecured: slab[slot].pointee.isSecured))
        slab[slot].pointee.idleSince = clock.monotonic
        slab[slot].pointee.deadline = clock.monotonic + timeouts.head
        if needsPeer {
            let peer = SocketAddress.peer(of: descriptor)?.peer ?? .unknown
            slab[slot].pointee.peer = peer
            slab[slot].pointee.isFromProxy = peer.isTrusted(by: trust)
        }
        if count > shared.configuration.limits.connections, !listeners[index].bound.isForOperations {
            metrics.count(.refusedForLimit)
            refuseConnection(slot, .busy(retryAfter: 1))
        } else if shared.configuration.proxyProtocol != .off, !listeners[index].bound.isForOperations {
            expectProxyHeader(slot)
        } else {
            admit(slot)
        }
        return .connection
    }

    private mutating func expectProxyHeader(_ slot: Int) {
        if slab[slot].pointee.isFromProxy {
            slab[slot].pointee.phase = .proxyHeader
            readProxyHeader(slot)
        } else if shared.configuration.proxyProtocol == .require {
            metrics.count(.refusedForProxyHeader)
            close(slot)
        } else {
            admit(slot)
        }
    }

    /// Serves a connection, if its client may have another one.
    mutating func admit(_ slot: Int) {
        if let limit = shared.configuration.limits.connectionsPerClient, countForClient(slot) > limit {
            metrics.count(.refusedForClientLimit)
            refuseConnection(slot, .tooManyConnections(limit: limit, retryAfter: 1))
        } else {
            begin(slot)
        }
    }

    /// Whether it matters from whom connections come.
    private var needsPeer: Bool {
        !trust.isEmpty || shared.clients != nil || shared.rates != nil || shared.configuration.accessLog != nil
    }

    /// How many connections the client of this one has, where that is limited. A trusted proxy is no client: all of its
    /// clients would share what is meant for one.
    private func countForClient(_ slot: Int) -> Int {
        let connection = slab[slot]
        guard let clients = shared.clients, !connection.pointee.isFromProxy,
            let client = connection.pointee.peer.address?.client
        else { return 0 }
        connection.pointee.isCountedForClient = true
        return clients.open(client)
    }

    /// Leaves a connection out of what is limited, until it is closed.
    private mutating func uncount(_ slot: Int) {
        release(slot)
        slab[slot].pointee.isCounted = false
        uncounted += 1
    }

    /// Says that there is no room. Few get time to read it, or those over the limit would be as many as those within.
    private mutating func refuseConnection(_ slot: Int, _ reason: Refusal.Reason) {
        uncount(slot)
        // A handshake would cost more than the request that is refused.
        guard !slab[slot].pointee.isSecured else { return close(slot) }
        requestStart = Clock.nanoseconds()
        let received = recv(slab[slot].pointee.descriptor, buffer.baseAddress, buffer.count, 0)
        let request = UnsafeRawBufferPointer(rebasing: buffer[..<max(0, received)])
        refuse(slot, reason, toHEAD: Self.beginsHEAD(request), broken: request)
        guard flush(slot) else { return settle(slot) }
        if uncounted > HTTPServer.Limits.refusedConnections { close(slot) } else { finish(slot) }
    }
}
