import HTTP

extension Worker {
    /// An orderly end that has begun (DESIGN.md 5). Milliseconds of the monotonic clock.
    struct Drain {
        /// Until then the listener stays open, for balancers that have not heard yet.
        let listensUntil: Int64
        /// What is open then is closed as it is.
        let deadline: Int64
        /// From then on any answer announces the end of its connection.
        let announcesAt: Int64
        /// Handshakes that are under way have until then; nil before the end of listening has begun.
        var closesListenersAt: Int64?
    }

    /// More than most round trips take.
    private static let handshakeTime: Int64 = 100

    /// How long a connection may have been idle and still be answered once more.
    private static let idleGrace: Int64 = 1000

    /// From now on answers announce the end of their connections.
    mutating func beginDrain() {
        for listener in listeners where !listener.bound.isShared { BoundListener.stopDeferring(listener.descriptor) }
        drain = Drain(
            listensUntil: clock.monotonic + timeouts.linger, deadline: clock.monotonic + timeouts.drain,
            announcesAt: clock.monotonic + (timeouts.linger + timeouts.drain) / 2)
        continueDrain()
        nextSweep = clock.monotonic
    }

    mutating func continueDrain() {
        guard let drain else { return }
        guard clock.monotonic >= drain.listensUntil else { return }
        stopListening()
        for slot in 0..<slab.used where clock.monotonic - slab[slot].pointee.idleSince > Self.idleGrace {
            switch slab[slot].pointee.phase {
            case .idle:
                // A request may have come in this moment: it is answered first.
                readAndServe(slot)
                if slab[slot].pointee.phase == .idle { close(slot) }
            case .handshake:
                // The same, and who is not done by now has not asked for anything.
                shakeHands(slot)
                if slab[slot].pointee.phase == .handshake { close(slot) }
            case .proxyHeader:
                readProxyHeader(slot)
                if slab[slot].pointee.phase == .proxyHeader { close(slot) }
            default:
                break
            }
        }
    }

    /// Closing a listener resets what is queued on it or still in its handshake. So no more handshakes begin first, and
    /// the queue is empty at the end; where descriptors have run out, that is at a later turn.
    private mutating func stopListening() {
        guard !isDeaf else { return }
        let closesAt = drain?.closesListenersAt ?? endHandshakes()
        drain?.closesListenersAt = closesAt
        if pausedListenerCount > 0 { resumeListeners() }
        for index in listeners.indices where listeners[index].state == .open {
            guard acceptConnections(index) == .nothing, clock.monotonic >= closesAt else { continue }
            closeListener(index)
        }
    }

    /// When the last handshake has come to its end.
    private mutating func endHandshakes() -> Int64 {
        var closesAt = clock.monotonic
        for index in listeners.indices where listeners[index].state != .closed {
            switch listeners[index].bound.beginEnd(listeners[index].descriptor) {
            case .ended: break
            case .handshakesEnd: closesAt = clock.monotonic + Self.handshakeTime
            case .handedOn: closeListener(index)
            }
        }
        return closesAt
    }

    /// Whether nobody is heard any more.
    private var isDeaf: Bool { listeners.allSatisfy { $0.state == .closed } }

    var isFinished: Bool {
        guard let drain else { return false }
        return clock.monotonic >= drain.deadline || (isDeaf && slab.count == 0)
    }
}
