import CLinux
import Glibc

/// A connection's way to its client: its socket, or the TLS session over it.
extension Connection {
    enum Received {
        case bytes(Int)
        /// Nothing more will come.
        case ended
        /// Nothing is there now.
        case nothing
        case failed
    }

    enum Sent {
        /// The client may have room for fewer than there were.
        case bytes(Int)
        /// The client has no room now.
        case blocked
        case failed
    }

    @inline(__always)
    func receive(into room: UnsafeMutableRawBufferPointer) -> Received {
        if let session { return session.receive(into: room) }
        let count = retryingInterrupts { recv(descriptor, room.baseAddress, room.count, 0) }
        if count > 0 { return .bytes(count) }
        return count == 0 ? .ended : errno == EAGAIN ? .nothing : .failed
    }

    @inline(__always)
    func send(_ vectors: UnsafeMutablePointer<iovec>, _ count: Int) -> Sent {
        if let session { return session.send(vectors, count) }
        var message = msghdr()
        message.msg_iov = vectors
        message.msg_iovlen = count
        let sent = retryingInterrupts { sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) }
        return sent >= 0 ? .bytes(sent) : errno == EAGAIN ? .blocked : .failed
    }

    /// Whether more has come than was read.
    var hasInput: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) > 0 || session?.hasPending ?? false
    }
}
