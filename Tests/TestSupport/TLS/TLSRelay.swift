import Glibc
import Synchronization
import Threads

/// Takes connections that are not secured and passes them on over TLS: clients that send what they like, byte by byte,
/// reach a server of TLS by it. What one side does the other is told of: data, an end, a reset.
package final class TLSRelay: Sendable {
    package let port: Int
    private let listener: Int32
    private let target: Int
    /// Connections that the server closed without saying so in TLS (RFC 8446 section 6.1).
    private let cuts = Atomic(0)

    package var cutCount: Int { cuts.load(ordering: .relaxed) }

    /// - Parameter port: where the server listens.
    package init(to port: Int) throws {
        target = port
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 1024) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw ClientTLS.Failure(description: "no port for a relay") }
        self.port = Int(UInt16(bigEndian: address.sin_port))
        _ = Thread(name: "relay") { [self] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                Thread(name: "relayed") { self.pass(client) }?.detach()
            }
        }
    }

    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func pass(_ client: Int32) {
        guard let server = RawClient.connected(to: target, timeout: 10) else { return RawClient.reset(client) }
        do {
            var way = try Way(client: client, server: server)
            while way.pass() { way.wait() }
            if way.wasCut { cuts.add(1, ordering: .relaxed) }
            way.close()
        } catch {
            RawClient.reset(client)
            Glibc.close(server)
        }
    }
}

/// One connection and what is on its way in both directions.
private struct Way {
    let client: Int32
    let server: Int32
    let session: ClientConnection
    var toServer: ArraySlice<UInt8> = []
    var toClient: ArraySlice<UInt8> = []
    var clientHasEnded = false
    var serverHasEnded = false
    var serverWasTold = false
    var clientWasTold = false
    /// Nothing that the client sends reaches the server any more.
    var isDeaf = false
    var wasCut = false
    var wasReset = false
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(client: Int32, server: Int32) throws {
        self.client = client
        self.server = server
        var options = ClientTLS()
        options.isForEvents = true
        session = try ClientConnection(descriptor: server, options)
        for descriptor in [client, server] { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }
        var one: Int32 = 1
        setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Moves what can be moved; false where the connection is over.
    mutating func pass() -> Bool {
        while step() {}
        return !wasReset && !(clientHasEnded && serverHasEnded && toClient.isEmpty)
    }

    private mutating func step() -> Bool {
        guard !wasReset else { return false }
        let moved = [receiveFromClient(), sendToServer(), receiveFromServer(), sendToClient()]
        return moved.contains(true)
    }

    private mutating func receiveFromClient() -> Bool {
        guard toServer.isEmpty, !clientHasEnded else { return false }
        let count = recv(client, &buffer, buffer.count, 0)
        if count > 0 {
            if !isDeaf { toServer = buffer[..<count] }
            return true
        }
        if count < 0, errno == EAGAIN { return false }
        if count < 0 { wasReset = true }
        clientHasEnded = true
        return true
    }

    private mutating func sendToServer() -> Bool {
        if toServer.isEmpty {
            guard clientHasEnded, !serverWasTold else { return false }
            session.end()
            shutdown(server, Int32(SHUT_WR))
            serverWasTold = true
            return true
        }
        switch session.write(toServer) {
        case .bytes(let count): toServer = toServer.dropFirst(count)
        case .waiting: return false
        default: (toServer, isDeaf) = ([], true)
        }
        return true
    }

    private mutating func receiveFromServer() -> Bool {
        guard toClient.isEmpty, !serverHasEnded else { return false }
        switch session.read(into: &buffer) {
        case .bytes(let count): toClient = buffer[..<count]
        case .waiting: return false
        case .ended: serverHasEnded = true
        case .cut: (serverHasEnded, wasCut, wasReset) = (true, true, true)
        case .reset, .failed: (serverHasEnded, wasReset) = (true, true)
        }
        return true
    }

    private mutating func sendToClient() -> Bool {
        if toClient.isEmpty {
            guard serverHasEnded, !clientWasTold else { return false }
            if !wasReset { shutdown(client, Int32(SHUT_WR)) }
            clientWasTold = true
            return true
        }
        let count = toClient.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count < 0, errno == EAGAIN { return false }
        if count < 0 { wasReset = true }
        toClient = toClient.dropFirst(max(0, count))
        return count > 0
    }

    /// Until one side can go on.
    func wait() {
        func events(_ reads: Bool, _ writes: Bool) -> Int16 {
            Int16((reads ? POLLIN : 0) | (writes ? POLLOUT : 0))
        }
        let ofClient = events(toServer.isEmpty && !clientHasEnded, !toClient.isEmpty)
        let ofServer = events(toClient.isEmpty && !serverHasEnded, !toServer.isEmpty)
        var descriptors = [
            pollfd(fd: ofClient == 0 ? -1 : client, events: ofClient, revents: 0),
            pollfd(fd: ofServer == 0 ? -1 : server, events: ofServer, revents: 0),
        ]
        poll(&descriptors, 2, 30_000)
    }

    func close() {
        if wasReset {
            RawClient.reset(client)
            RawClient.reset(server)
        } else {
            Glibc.close(client)
            Glibc.close(server)
        }
    }
}
