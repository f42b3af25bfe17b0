import CLinux
import Glibc

extension Connection {
    /// What came of a call to receive.
    enum Received {
        case bytes(Int)
        /// Nothing more will come.
        case ended
        /// Nothing is there now.
        case nothing
        case failed
    }

    /// What came of a call to send.
    enum Sent {
        /// The client may have room for fewer than there were.
        case bytes(Int)
        /// The client has no room now.
        case blocked
        case failed
    }
}

/// A connection's way to its client: its socket, or the TLS session over it. A method of `Connection` would copy it.
extension UnsafeMutablePointer<Connection> {
    /// nil where nothing is secured: then its reference is not touched.
    @inline(__always)
    var session: TLSSession? {
        pointee.isSecured ? pointee.session : nil
    }

    @inline(__always)
    func receive(into room: UnsafeMutableRawBufferPointer) -> Connection.Received {
        if let session { return session.receive(into: room) }
        let count = retryingInterrupts { recv(pointee.descriptor, room.baseAddress, room.count, 0) }
        if count > 0 { return .bytes(count) }
        return count == 0 ? .ended : errno == EAGAIN ? .nothing : .failed
    }

    @inline(__always)
    func send(_ vectors: UnsafeMutablePointer<iovec>, _ count: Int) -> Connection.Sent {
        if let session { return session.send(vectors, count) }
        var message = msghdr()
        message.msg_iov = vectors
        message.msg_iovlen = count
        let sent = retryingInterrupts { sendmsg(pointee.descriptor, &message, Int32(MSG_NOSIGNAL)) }
        return sent >= 0 ? .bytes(sent) : errno == EAGAIN ? .blocked : .failed
    }

    /// Whether more has come than was read.
    var hasInput: Bool {
        var byte: UInt8 = 0
        return recv(pointee.descriptor, &byte, 1, Int32(MSG_PEEK)) > 0 || session?.hasPending ?? false
    }
}
