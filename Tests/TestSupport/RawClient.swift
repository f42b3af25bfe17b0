import Glibc

/// Waits.
package func pause(milliseconds: Int) {
    usleep(UInt32(milliseconds * 1000))
}

/// A blocking client that sends exactly the bytes it is given, over TLS or as they are.
package final class RawClient {
    package let descriptor: Int32
    /// nil where nothing is secured.
    package let tls: ClientConnection?
    private var received: [UInt8] = []
    /// Whether the connection ended with a reset, which may have taken bytes from the client.
    package private(set) var wasReset = false
    /// Whether a connection over TLS ended without a word.
    package private(set) var wasCut = false

    /// Connects to a port of this machine; nil where nobody listens.
    ///
    /// - Parameter timeout: of each read, in seconds.
    package init?(port: Int, timeout: Int = 5) {
        guard let descriptor = Self.connected(to: port, timeout: timeout) else { return nil }
        self.descriptor = descriptor
        tls = nil
    }

    /// Connects to a Unix domain socket; nil where nobody listens.
    package init?(path: String, timeout: Int = 5) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isFitting = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
            return path.utf8.count < bytes.count
        }
        guard isFitting, let descriptor = Self.connected(AF_UNIX, address, timeout: timeout) else { return nil }
        self.descriptor = descriptor
        tls = nil
    }

    /// Connects and shakes hands.
    package init(port: Int, tls options: ClientTLS, timeout: Int = 5) throws {
        guard let descriptor = Self.connected(to: port, timeout: timeout) else {
            throw ClientTLS.Failure(description: "nobody listens")
        }
        self.descriptor = descriptor
        do {
            tls = try ClientConnection(descriptor: descriptor, options)
        } catch {
            close(descriptor)
            throw error
        }
    }

    static func connected(to port: Int, timeout: Int) -> Int32? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return connected(AF_INET, address, timeout: timeout)
    }

    private static func connected<Address>(_ family: Int32, _ address: Address, timeout: Int) -> Int32? {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        let connected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
        var time = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends all of it, or as much as the server takes before it closes; false in the latter case.
    @discardableResult
    package func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = sendSome(bytes[sent...])
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
        guard let tls else {
            return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        if case .bytes(let count) = tls.write(bytes) { return count }
        return -1
    }

    @discardableResult
    package func send(_ text: String) -> Bool {
        send(text.utf8)
    }

    /// Ends the sending side.
    package func halfClose() {
        tls?.end()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes a socket with a reset.
    static func reset(_ descriptor: Int32) {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }

    /// Closes with a reset.
    package func reset() {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// How the next message ended.
    package enum Event {
        case response(RawResponse)
        /// The server closed before it sent anything of another response.
        case closed
        /// Nothing came in time.
        case silent
        /// What came is no HTTP/1.1 response.
        case malformed(String)
    }

    /// Reads one response.
    ///
    /// - Parameter isHead: whether the request was HEAD, so that no body follows.
    package func readResponse(toHEAD isHead: Bool = false) -> Event {
        while true {
            if let end = headEnd() {
                guard let head = RawResponse(head: received[..<end]) else {
                    return .malformed(String(decoding: received.prefix(200), as: UTF8.self))
                }
                received.removeFirst(end)
                if (100..<200).contains(head.status) { return .response(head) }
                return readBody(of: head, isHead: isHead)
            }
            switch fill() {
            case .data: continue
            case .closed: return received.isEmpty ? .closed : .malformed("cut head")
            case .silent: return .silent
            }
        }
    }

    /// The response, or nil where there was none.
    package func response(toHEAD isHead: Bool = false) -> RawResponse? {
        guard case .response(let response) = readResponse(toHEAD: isHead) else { return nil }
        return response
    }

    /// All that still comes until the server closes, or nil where it does not in time.
    package func readToEnd() -> [UInt8]? {
        while true {
            switch fill() {
            case .data: continue
            case .closed: return received
            case .silent: return nil
            }
        }
    }

    /// Whether the server closed and sent nothing more.
    package var isClosed: Bool {
        readToEnd()?.isEmpty ?? false
    }

    /// Whether the connection was reset, without reading what it holds.
    package var isReset: Bool {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
        return error != 0
    }

    private enum Fill {
        case data
        case closed
        case silent
    }

    private func fill() -> Fill {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        if let tls {
            switch tls.read(into: &buffer) {
            case .bytes(let count):
                received.append(contentsOf: buffer[..<count])
                return .data
            case .waiting: return .silent
            case .ended: return .closed
            case .cut: wasCut = true
            case .reset, .failed: wasReset = true
            }
            return .closed
        }
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            received.append(contentsOf: buffer[..<count])
            return .data
        }
        wasReset = wasReset || count < 0 && errno == ECONNRESET
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .silent : .closed
    }

    private func headEnd() -> Int? {
        guard received.count >= 4 else { return nil }
        for index in 3..<received.count
        where received[index] == 0x0a && received[index - 1] == 0x0d && received[index - 2] == 0x0a {
            return index + 1
        }
        return nil
    }

    private func readBody(of head: RawResponse, isHead: Bool) -> Event {
        var response = head
        if isHead || head.status == 204 || head.status == 304 { return .response(response) }
        if head["transfer-encoding"] != nil {
            guard let body = readChunks() else { return .malformed("cut chunks") }
            response.body = body
        } else if let text = head["content-length"] {
            guard let length = Int(text) else { return .malformed("Content-Length \(text)") }
            guard fill(to: length) else { return .malformed("cut body") }
            response.body = Array(received[..<length])
            received.removeFirst(length)
        } else {
            guard let rest = readToEnd() else { return .silent }
            response.body = rest
            received = []
        }
        return .response(response)
    }

    private func readChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while true {
            while !received.contains(0x0a) { guard case .data = fill() else { return nil } }
            guard let end = received.firstIndex(of: 0x0a) else { return nil }
            let line = String(decoding: received[..<end], as: UTF8.self)
            guard line.hasSuffix("\r"), let size = Int(line.dropLast(), radix: 16) else { return nil }
            received.removeFirst(end + 1)
            guard fill(to: size + 2), received[size] == 0x0d, received[size + 1] == 0x0a else { return nil }
            body.append(contentsOf: received[..<size])
            received.removeFirst(size + 2)
            if size == 0 { return body }
        }
    }

    private func fill(to count: Int) -> Bool {
        while received.count < count { guard case .data = fill() else { return false } }
        return true
    }
}

/// A response as it came: its lines in order, checked for their form.
package struct RawResponse: Equatable {
    package let version: String
    package let status: Int
    package let reason: String
    package let fields: [Field]
    /// The head as it came, its empty line included.
    package let head: [UInt8]
    package var body: [UInt8] = []

    package struct Field: Equatable {
        package let name: String
        package let value: String
    }

    /// nil where a line breaks the grammar of RFC 9112 section 4 or 5.
    init?(head: some Collection<UInt8>) {
        self.head = Array(head)
        let text = String(decoding: head, as: UTF8.self)
        guard text.hasSuffix("\r\n\r\n") else { return nil }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast(2)
        guard let statusLine = lines.popFirst() else { return nil }
        let parts = statusLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("HTTP/1."), parts[1].count == 3, let status = Int(parts[1]) else {
            return nil
        }
        version = String(parts[0])
        self.status = status
        reason = String(parts[2])
        var fields: [Field] = []
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
                !line[..<colon].contains(where: { $0 == " " || $0 == "\t" })
            else { return nil }
            let value = line[line.index(after: colon)...]
            guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }) else { return nil }
            fields.append(Field(name: String(line[..<colon]).lowercased(), value: String(value.drop { $0 == " " })))
        }
        self.fields = fields
    }

    /// The value of the first line of a field.
    package subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}
