import CLinux
import Glibc
import HTTP
import Synchronization

extension Worker {
    /// How many connections are accepted before others get their turn.
    private static let acceptsPerTurn = 256

    /// Accepts until there is none left, and tries to answer each at once: a connection that ends with its first answer
    /// is never added to epoll.
    mutating func acceptConnections() {
        for _ in 0..<Self.acceptsPerTurn {
            guard acceptOne() else { return }
        }
    }

    /// false where there is none left, or no descriptor for it.
    mutating func acceptOne() -> Bool {
        guard listener.state == .open else { return false }
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = accept4(listener.descriptor, nil, nil, flags)
        guard descriptor >= 0 else {
            switch errno {
            case EAGAIN: return false
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                pauseListener()
                return false
            default: return true  // A connection that ended before it was accepted.
            }
        }
        let count = shared.connectionCount.add(1, ordering: .relaxed).newValue
        let slot = slab.insert(descriptor)
        slab[slot].pointee.idleSince = clock.monotonic
        slab[slot].pointee.deadline = clock.monotonic + timeouts.head
        guard count <= shared.configuration.limits.connections else {
            refuseConnection(slot)
            return true
        }
        readAndServe(slot)
        return true
    }

    /// Says that there is no room. The connection gets no time to read it beyond what the kernel gives, or those over
    /// the limit would be as many as those within.
    private mutating func refuseConnection(_ slot: Int) {
        _ = recv(slab[slot].pointee.descriptor, buffer.baseAddress, buffer.count, 0)
        refuse(slot, .busy(retryAfter: 1))
        if flush(slot) { close(slot) }
    }
}
