import CLinux
import Glibc

/// Makes the listening sockets: one for each worker on the same address, among which the kernel spreads connections.
enum Listener {
    struct Bound {
        let descriptors: [Int32]
        let port: Int
    }

    /// How much the kernel takes for a client beyond what the client has room for: a client that reads nothing holds no
    /// more memory than that, and costs no more work.
    private static let unsentBytes: Int32 = 256 << 10

    /// - Parameters:
    ///   - deferSeconds: how long the kernel keeps a connection that sends nothing before it hands it over.
    static func bind(
        host: String, port: Int, count: Int, deferSeconds: Int
    ) throws(ListenError) -> Bound {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let address = try resolve(host: available(host), port: port, place: place)

        // SO_REUSEPORT lets any number of processes share a port in silence: the first bind, without it, is what finds
        // the port in use. It also chooses the port where 0 was asked for.
        let probe = try socket(address, sharesPort: false, place: place)
        let chosen = self.port(of: probe)
        close(probe)

        var descriptors: [Int32] = []
        do throws(ListenError) {
            for _ in 0..<count {
                let descriptor = try socket(address.with(port: chosen), sharesPort: true, place: place)
                descriptors.append(descriptor)
                set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
                set(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, unsentBytes)
                set(descriptor, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT, Int32(clamping: deferSeconds))
                guard listen(descriptor, 4096) == 0 else {
                    throw ListenError(call: "listen", errno: errno, address: place)
                }
            }
        } catch {
            for descriptor in descriptors { close(descriptor) }
            throw error
        }
        return Bound(descriptors: descriptors, port: chosen)
    }

    /// Has the kernel drop the first segment of every new handshake and let those under way come to their end: a client
    /// that is dropped sends it again a second later, and is refused then by a port that is closed.
    ///
    /// - Returns: false where the system does not allow it.
    static func stopHandshakes(_ descriptor: Int32) -> Bool {
        let flags: UInt32 = 13  // In the TCP header (RFC 9293 section 3.1).
        let syn: UInt32 = 0x02
        var program = [
            sock_filter(code: UInt16(BPF_LD | BPF_B | BPF_ABS), jt: 0, jf: 0, k: flags),
            sock_filter(code: UInt16(BPF_JMP | BPF_JSET | BPF_K), jt: 0, jf: 1, k: syn),
            sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: 0),
            sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: .max),
        ]
        return program.withUnsafeMutableBufferPointer { instructions in
            var filter = sock_fprog(len: UInt16(instructions.count), filter: instructions.baseAddress)
            let length = socklen_t(MemoryLayout<sock_fprog>.size)
            return setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &filter, length) == 0
        }
    }

    /// Has connections handed over as soon as they are made: one that is held back when its listener closes is reset.
    static func stopDeferring(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT, 0)
    }

    private static func socket(
        _ address: SocketAddress, sharesPort: Bool, place: String
    ) throws(ListenError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(address.family, type, 0)
        guard descriptor >= 0 else { throw ListenError(call: "socket", errno: errno, address: place) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if sharesPort { set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
        if address.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        guard address.withSockaddr({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let error = ListenError(call: "bind", errno: errno, address: place)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// `::` is every address: where the system has no IPv6, every one of IPv4.
    private static func available(_ host: String) -> String {
        guard host == "::" else { return host }
        let descriptor = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { return errno == EAFNOSUPPORT ? "0.0.0.0" : host }
        close(descriptor)
        return host
    }

    private static func resolve(host: String, port: Int, place: String) throws(ListenError) -> SocketAddress {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var results: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &results) == 0, let first = results else {
            throw ListenError(call: "getaddrinfo", errno: EADDRNOTAVAIL, address: place)
        }
        defer { freeaddrinfo(first) }
        return SocketAddress(copying: first.pointee.ai_addr, first.pointee.ai_addrlen)
    }

    private static func port(of descriptor: Int32) -> Int {
        SocketAddress.local(of: descriptor)?.port ?? 0
    }
}
