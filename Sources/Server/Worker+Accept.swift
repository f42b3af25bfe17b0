import CLinux
import Glibc
import HTTP
import Synchronization

extension Worker {
    /// How many connections are accepted before others get their turn.
    private static let acceptsPerTurn = 256

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
    mutating func acceptConnections() -> Accepted {
        for _ in 0..<Self.acceptsPerTurn {
            let accepted = acceptOne()
            guard accepted == .connection else { return accepted }
        }
        return .connection
    }

    private mutating func acceptOne() -> Accepted {
        guard listener.state == .open else { return .nothing }
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = accept4(listener.descriptor, nil, nil, flags)
        guard descriptor >= 0 else {
            switch errno {
            case EAGAIN:
                return .nothing
            case ECONNABORTED, EINTR, EPROTO, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH:
                return .connection  // One that ended before it was accepted.
            default:
                // Out of descriptors or memory. Whatever else it is, it would come again at once.
                pauseListener()
                return .exhausted
            }
        }
        let count = shared.connectionCount.add(1, ordering: .relaxed).newValue
        let slot = slab.insert(descriptor)
        slab[slot].pointee.idleSince = clock.monotonic
        slab[slot].pointee.deadline = clock.monotonic + timeouts.head
        guard count <= shared.configuration.limits.connections else {
            refuseConnection(slot)
            return .connection
        }
        readAndServe(slot)
        return .connection
    }

    /// Says that there is no room. The connection gets no time to read it beyond what the kernel gives, or those over
    /// the limit would be as many as those within.
    private mutating func refuseConnection(_ slot: Int) {
        _ = recv(slab[slot].pointee.descriptor, buffer.baseAddress, buffer.count, 0)
        refuse(slot, .busy(retryAfter: 1))
        if flush(slot) { close(slot) }
    }
}
