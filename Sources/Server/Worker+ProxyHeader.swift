import CLinux
import Glibc
import HTTP

extension Worker {
    /// Takes the PROXY header off a connection, and goes on with what follows it. Nothing beyond it is read: that may
    /// be for another reader.
    mutating func readProxyHeader(_ slot: Int) {
        let connection = slab[slot]
        let kept = takeUnread(slot)
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + ProxyHeader.maximumLength])
        let received = retryingInterrupts {
            recv(connection.pointee.descriptor, room.baseAddress, room.count, Int32(MSG_PEEK))
        }
        guard received > 0 else {
            guard received < 0, errno == EAGAIN else { return close(slot) }
            keepUnread(slot, 0..<kept)
            return settle(slot)
        }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<(kept + received)])
        switch ProxyHeader.parse(bytes.bytes) {
        case .complete(let header):
            _ = recv(connection.pointee.descriptor, room.baseAddress, header.length - kept, 0)
            connection.pointee.phase = .idle
            meet(slot, header.source)
            admit(slot)
        case .partial:
            _ = recv(connection.pointee.descriptor, room.baseAddress, received, 0)
            keepUnread(slot, 0..<kept + received)
            settle(slot)
        // Where TLS follows, nothing can have been kept: it would stand before what is secured.
        case .absent where shared.configuration.proxyProtocol == .accept && !(connection.pointee.isSecured && kept > 0):
            keepUnread(slot, 0..<kept)
            connection.pointee.phase = .idle
            admit(slot)
        case .absent, .malformed:
            metrics.count(.refusedForProxyHeader)
            // Nothing that could be said would be understood by a proxy.
            close(slot)
        }
    }

    /// From now on the peer of the connection is the one that the header names.
    private func meet(_ slot: Int, _ source: ProxyHeader.Source) {
        switch source {
        case .address(let address):
            slab[slot].pointee.peer = .address(address)
            slab[slot].pointee.isFromProxy = trust.includes(address)
        case .unknown:
            slab[slot].pointee.peer = .unknown
            slab[slot].pointee.isFromProxy = false
        case .proxy:
            break
        }
    }
}
