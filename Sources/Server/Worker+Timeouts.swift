import CLinux
import Glibc
import HTTP

extension Worker {
    /// Looks through the connections for what is late, a few times a timeout.
    mutating func sweep() {
        let isDraining = drain != nil
        let tick: Int64 = isDraining ? 50 : timeouts.tick
        nextSweep = clock.monotonic + tick
        if pausedListenerCount > 0 { resumeListeners() }
        if clock.wall != lastHalving {
            lastHalving = clock.wall
            bases.halve()
        }
        for slot in 0..<slab.used where slab[slot].pointee.deadline <= clock.monotonic { expire(slot) }
        if isDraining { continueDrain() }
    }

    private mutating func expire(_ slot: Int) {
        switch slab[slot].pointee.phase {
        case .idle:
            // A request may have come in this moment.
            readAndServe(slot)
            let connection = slab[slot]
            if connection.pointee.phase == .idle, connection.pointee.deadline <= clock.monotonic {
                metrics.count(.idleTimeout)
                finish(slot)
            }
        case .lingering:
            expireLingering(slot)
        case .writing:
            // Room in the socket comes in large steps: a slow client takes bytes long before more can be written.
            if hasProgressed(slot) {
                slab[slot].pointee.deadline = clock.monotonic + timeouts.write
            } else {
                metrics.count(.writeTimeout)
                reset(slot)
            }
        case .handshake:
            metrics.count(.headTimeout)
            close(slot)
        case .head:
            metrics.count(.headTimeout)
            requestStart = Clock.nanoseconds()
            refuse(slot, .requestTimeout, toHEAD: Self.beginsHEAD(slab[slot].pointee.unread))
            resume(slot)
        case .body:
            metrics.count(.bodyTimeout)
            guard let exchange = slab[slot].pointee.exchange else { return close(slot) }
            requestStart = exchange.start
            refuseBody(slot, exchange, .requestTimeout)
            resume(slot)
        case .proxyHeader:
            metrics.count(.headTimeout)
            close(slot)
        case .deferred, .free:
            break
        }
    }

    /// Whether the client took some of what the kernel held for it when it was last looked at. Where it has taken all
    /// it is not the one that is waited for.
    private func hasProgressed(_ slot: Int) -> Bool {
        let connection = slab[slot]
        let outstanding = outstanding(slot)
        defer { connection.pointee.outstanding = outstanding }
        return outstanding == 0 || outstanding < connection.pointee.outstanding
    }

    /// A client that is still taking its answer may not be reset for what it sends meanwhile.
    private mutating func expireLingering(_ slot: Int) {
        let connection = slab[slot]
        if hasProgressed(slot) { connection.pointee.idleSince = clock.monotonic }
        guard connection.pointee.outstanding > 0 else { return close(slot) }
        if clock.monotonic - connection.pointee.idleSince < timeouts.write {
            connection.pointee.deadline = clock.monotonic + timeouts.lingerOnClose
        } else {
            reset(slot)
        }
    }

    /// A plain close would leave what the client does not take in the kernel's buffers for minutes.
    private mutating func reset(_ slot: Int) {
        slab[slot].pointee.session = nil
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            slab[slot].pointee.descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(slot)
    }
}
