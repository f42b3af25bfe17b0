import CLinux
import Glibc
import HTTP

extension Worker {
    /// Begins on a connection that was accepted: its first request may have come with it.
    mutating func begin(_ slot: Int) {
        let connection = slab[slot]
        guard connection.pointee.isSecured else { return readAndServe(slot) }
        guard let tls, let session = TLSSession(tls, descriptor: connection.pointee.descriptor, record: record) else {
            return close(slot)
        }
        connection.pointee.session = session
        connection.pointee.phase = .handshake
        shakeHands(slot)
    }

    /// Goes on with the handshake as far as the client has. Its time is that of the first head, which counts from the
    /// accept.
    mutating func shakeHands(_ slot: Int) {
        let connection = slab[slot]
        guard let session = connection.pointee.session else { return close(slot) }
        if session.isNew {
            switch firstByte(slot) {
            case .handshake: break
            case .nothing: return settle(slot)
            case .text: return servePlain(slot)
            case .other:
                metrics.count(.refusedForHandshake)
                return failHandshake(slot, sending: Self.unexpectedMessage)
            case .end: return close(slot)
            }
        }
        switch session.handshake() {
        case .waiting:
            settle(slot)
        case .failed:
            metrics.count(.refusedForHandshake)
            failHandshake(slot)
        case .done:
            connection.pointee.phase = .idle
            connection.pointee.idleSince = clock.monotonic
            // The request may have come with the end of the handshake: then the socket does not tell of it.
            readAndServe(slot)
        }
    }

    private enum FirstByte {
        case handshake, text, other, nothing, end
    }

    /// What the client began with, which is left where it is.
    private func firstByte(_ slot: Int) -> FirstByte {
        var byte: UInt8 = 0
        let descriptor = slab[slot].pointee.descriptor
        let count = retryingInterrupts { recv(descriptor, &byte, 1, Int32(MSG_PEEK)) }
        guard count > 0 else { return count < 0 && errno == EAGAIN ? .nothing : .end }
        switch byte {
        case 0x16: return .handshake
        case 0x20...0x7e, UInt8(ascii: "\r"), UInt8(ascii: "\n"): return .text
        default: return .other
        }
    }

    /// A client that speaks HTTP without TLS can be told so: its request is read like any other, and refused (`begin`).
    private mutating func servePlain(_ slot: Int) {
        slab[slot].pointee.session = nil
        slab[slot].pointee.phase = .idle
        readAndServe(slot)
    }

    /// A fatal alert: `unexpected_message`, in a record of the version that all records have (RFC 8446 sections 5.1 and 6).
    private static let unexpectedMessage: [UInt8] = [0x15, 3, 3, 0, 2, 2, 10]

    /// Closes a connection whose session has failed, so that the alert is not taken from the client by a reset.
    mutating func failHandshake(_ slot: Int, sending alert: [UInt8] = []) {
        let connection = slab[slot]
        connection.pointee.session = nil
        if !alert.isEmpty { _ = send(connection.pointee.descriptor, alert, alert.count, Int32(MSG_NOSIGNAL)) }
        connection.pointee.lingersOnClose = true
        finish(slot)
    }

    // MARK: - The end

    /// The client has no room for the end of its session: it is told when it has taken what is before it.
    mutating func awaitEnd(_ slot: Int) {
        slab[slot].pointee.closesAfterWrite = true
        slab[slot].pointee.exchange = nil
        slab[slot].pointee.phase = .idle
        slab[slot].pointee.pending = PendingWrite()
        startWriting(slot)
        settle(slot)
    }

    // MARK: - Input that OpenSSL holds

    /// Waits for the client: in the queue where its bytes are here already, for the socket tells of no more.
    mutating func awaitInput(_ slot: Int, _ session: TLSSession) {
        setInterest(slot, session.wantsToSend ? Poller.writable : Poller.readable)
        guard slab[slot].pointee.phase != .free, session.holdsInput, !session.isInTurn else { return }
        session.isInTurn = true
        waitingInput.append(token(slot))
    }

    /// Serves the connections whose bytes are here already, one after the other.
    mutating func serveHeldInput() {
        guard !waitingInput.isEmpty else { return }
        let tokens = waitingInput
        waitingInput.removeAll(keepingCapacity: true)
        for token in tokens {
            let slot = Int(token & 0xffff_ffff)
            guard token == self.token(slot), let session = slab[slot].pointee.session else { continue }
            session.isInTurn = false
            if session.holdsInput, slab[slot].pointee.isReading { readAndServe(slot) }
        }
    }
}
