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
            if let source = header.source {
                connection.pointee.peer = .address(source)
                connection.pointee.isFromProxy = trust.includes(source)
            }
            admit(slot)
        case .partial:
            _ = recv(connection.pointee.descriptor, room.baseAddress, received, 0)
            keepUnread(slot, 0..<kept + received)
            settle(slot)
        case .absent where shared.configuration.proxyProtocol == .accept:
            keepUnread(slot, 0..<kept)
            connection.pointee.phase = .idle
            admit(slot)
        case .absent, .malformed:
            metrics.count(.refusedForProxyHeader)
            // Nothing that could be said would be understood by a proxy.
            close(slot)
        }
    }
}
