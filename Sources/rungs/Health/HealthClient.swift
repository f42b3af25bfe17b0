import CLinux
import Glibc
package import Server

/// One GET over a blocking socket, for `rungs healthcheck`.
package enum HealthClient {
    /// The status code of the answer.
    ///
    /// - Parameter timeout: for all of it, from connecting to the status line.
    package static func status(of target: HealthTarget, timeout: Duration) throws(HealthError) -> Int {
        let deadline = ContinuousClock.now + timeout
        let socket = try connect(to: target, deadline: deadline)
        defer { close(socket) }
        let channel = try HealthChannel(socket, target, deadline: deadline)
        let head = """
            GET \(target.path) HTTP/1.1\r\nHost: \(target.authority)\r\nUser-Agent: rungs-healthcheck\r\n\
            Connection: close\r\n\r\n
            """
        try channel.send(Array(head.utf8))
        return try statusCode(of: channel.receiveStatusLine())
    }

    private static func connect(to target: HealthTarget, deadline: ContinuousClock.Instant) throws(HealthError) -> Int32
    {
        let addresses: [SocketAddress]
        switch target.address {
        case .tcp(let host, let port): addresses = try resolve(host, port)
        case .unix(let path): addresses = SocketAddress(path: path).map { [$0] } ?? []
        case .inherited: addresses = []
        }
        var failure = HealthError.unknownHost("no address")
        for address in addresses {
            let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else {
                failure = .system(SystemError(call: "socket", errno: errno))
                continue
            }
            do {
                // On Linux the time to send bounds connect(2) too (socket(7)).
                try HealthChannel.setTimeout(SO_SNDTIMEO, of: descriptor, deadline: deadline)
            } catch {
                close(descriptor)
                throw error
            }
            if address.connect(descriptor) == 0 { return descriptor }
            failure = errno == EINPROGRESS ? .timeout : .system(SystemError(call: "connect", errno: errno))
            close(descriptor)
        }
        throw failure
    }

    private static func resolve(_ host: String, _ port: Int) throws(HealthError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, String(port), &hints, &list)
        guard result == 0 else { throw .unknownHost(String(cString: gai_strerror(result))) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let address = next {
            addresses.append(SocketAddress(copying: address.pointee.ai_addr, Int(address.pointee.ai_addrlen)))
            next = address.pointee.ai_next
        }
        return addresses
    }

    /// RFC 9112 section 4: `HTTP/1.1 200 OK`.
    private static func statusCode(of line: [UInt8]) throws(HealthError) -> Int {
        let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let code = Int(parts[1]), 100...599 ~= code else {
            throw .notHTTP
        }
        return code
    }
}

/// Why no answer came.
package enum HealthError: Error, Sendable {
    case unknownHost(String)
    case system(SystemError)
    case timeout
    case notHTTP
    /// With what OpenSSL says.
    case tls(String)

    init(_ failure: TLSClient.Failure) {
        self =
            switch failure {
            case .refused(let reason): .tls(reason)
            case .timeout: .timeout
            case .system(let error): .system(error)
            }
    }

    package var message: String {
        switch self {
        case .unknownHost(let reason): reason
        case .system(let error): "\(error.call): \(error.reason)"
        case .timeout: "no answer in time"
        case .notHTTP: "the answer is not HTTP/1.1"
        case .tls(let reason): "TLS: \(reason)"
        }
    }
}
