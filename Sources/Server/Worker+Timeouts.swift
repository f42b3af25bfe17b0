import HTTP

extension Worker {
    /// Looks through the connections for what is late, a few times a timeout.
    mutating func sweep() {
        let isDraining = drain != nil
        let tick: Int64 = isDraining ? 50 : timeouts.tick
        nextSweep = clock.monotonic + tick
        if listener.state == .paused { resumeListener() }
        if clock.wall != lastHalving {
            lastHalving = clock.wall
            bases.halve()
        }
        for slot in 0..<slab.used where slab[slot].pointee.deadline <= clock.monotonic { expire(slot) }
        if isDraining { continueDrain() }
    }

    private mutating func expire(_ slot: Int) {
        switch slab[slot].pointee.phase {
        case .idle, .writing, .lingering:
            close(slot)
        case .head:
            refuse(slot, .requestTimeout)
            if flush(slot) { settle(slot) }
        case .body:
            guard let exchange = slab[slot].pointee.exchange else { return close(slot) }
            refuseBody(slot, exchange, .requestTimeout)
            if flush(slot) { settle(slot) }
        case .deferred, .free:
            break
        }
    }
}
