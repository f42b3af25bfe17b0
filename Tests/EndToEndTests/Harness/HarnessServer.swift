import Glibc
import JSON
import Server
import rungs

/// `rungs serve` on a port chosen by the system, ready to answer.
struct HarnessServer {
    let process: HarnessProcess
    let port: Int

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process = try HarnessProcess(["serve", "--port", "0", "--workers", "1"] + arguments, environment: environment)
        let url = try process.logLine("serving").root["url"]?.text?.string ?? ""
        guard let port = url.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw HarnessProcess.Failure(description: "no port in \(url)")
        }
        self.port = port
    }

    /// One GET on a connection of its own.
    func get(_ path: String) throws -> HarnessResponse {
        try HarnessResponse(requesting: path, port: port)
    }

    func json(_ path: String) throws -> Value {
        try Document(parsing: try get(path).body).root
    }
}

/// An answer, read until the connection was closed.
struct HarnessResponse {
    let status: Int
    let head: String
    let body: [UInt8]

    init(requesting path: String, port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError(call: "socket", errno: errno) }
        defer { close(descriptor) }
        var address = sockaddr_in.loopback(port: port)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw SystemError(call: "connect", errno: errno) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw SystemError(call: "send", errno: errno)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
            bytes += buffer[..<count]
        }
        let end = (0..<max(0, bytes.count - 3)).first { bytes[$0..<($0 + 4)].elementsEqual("\r\n\r\n".utf8) }
        guard let end else { throw HarnessProcess.Failure(description: "no head in \(bytes.count) bytes") }
        head = String(decoding: bytes[..<end], as: UTF8.self)
        body = Array(bytes[(end + 4)...])
        status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}

extension sockaddr_in {
    static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }
}
