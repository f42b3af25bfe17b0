import CLinux
import Glibc
import Server

/// The connection of a health check, over TLS or as it is.
struct HealthChannel {
    private let socket: Int32
    private let tls: TLSClient?
    private let deadline: ContinuousClock.Instant

    init(_ socket: Int32, _ target: HealthTarget, deadline: ContinuousClock.Instant) throws(HealthError) {
        self.socket = socket
        self.deadline = deadline
        if target.needsProxyHeader {
            // That of a health check, which speaks for nobody. TLS begins after it.
            try HealthChannel(plain: socket, deadline: deadline).send(Array("PROXY UNKNOWN\r\n".utf8))
        }
        guard target.isSecured else {
            tls = nil
            return
        }
        try Self.setTimeout(SO_RCVTIMEO, of: socket, deadline: deadline)
        do throws(TLSClient.Failure) {
            tls = try TLSClient(descriptor: socket, serverName: target.serverName)
        } catch {
            throw HealthError(error)
        }
    }

    private init(plain socket: Int32, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.deadline = deadline
        tls = nil
    }

    func send(_ bytes: [UInt8]) throws(HealthError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try Self.setTimeout(SO_SNDTIMEO, of: socket, deadline: deadline)
            let count = try sendSome(rest)
            guard count > 0 else { throw .notHTTP }
            rest = rest.dropFirst(count)
        }
    }

    private func sendSome(_ bytes: ArraySlice<UInt8>) throws(HealthError) -> Int {
        guard let tls else {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            return try Self.transferred(count, "send")
        }
        do throws(TLSClient.Failure) {
            return try tls.send(bytes)
        } catch {
            throw HealthError(error)
        }
    }

    func receiveStatusLine() throws(HealthError) -> [UInt8] {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while line.count < 512 {
            try Self.setTimeout(SO_RCVTIMEO, of: socket, deadline: deadline)
            let count = try receive(&buffer)
            line += buffer[..<count]
            if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return Array(line[..<end]) }
            if count == 0 { break }
        }
        throw .notHTTP
    }

    private func receive(_ buffer: inout [UInt8]) throws(HealthError) -> Int {
        guard let tls else { return try Self.transferred(recv(socket, &buffer, buffer.count, 0), "recv") }
        do throws(TLSClient.Failure) {
            return try tls.receive(into: &buffer)
        } catch {
            throw HealthError(error)
        }
    }

    /// What a call moved.
    private static func transferred(_ count: Int, _ call: String) throws(HealthError) -> Int {
        guard count < 0 else { return count }
        switch errno {
        case EAGAIN: throw .timeout
        default: throw .system(SystemError(call: call, errno: errno))
        }
    }

    static func setTimeout(
        _ option: Int32, of socket: Int32, deadline: ContinuousClock.Instant
    ) throws(HealthError) {
        let left = (deadline - .now).components
        let microseconds = left.seconds * 1_000_000 + left.attoseconds / 1_000_000_000_000
        // 0 would mean no bound.
        guard microseconds > 0 else { throw .timeout }
        var time = timeval(tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
        setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
}
