import CLinux
import Glibc

/// A listener that clients can connect to, and the sockets by which the workers hear it.
///
/// On TCP each worker has a socket of its own, among which the kernel spreads the connections. A Unix domain socket,
/// and one that was handed over, is one socket, of which each worker has a descriptor.
struct BoundListener: Sendable {
    /// Where it is reached: with the port that was chosen.
    let address: ListenAddress
    let isForOperations: Bool
    let isSecured: Bool
    /// Whether all workers hear one socket.
    let isShared: Bool
    /// One for each worker.
    let descriptors: [Int32]
    /// nil where it made none.
    private let file: UnixSocketFile?

    /// How much the kernel takes for a client beyond what the client has room for: a client that reads nothing holds no
    /// more memory than that, and costs no more work.
    private static let unsentBytes: Int32 = 256 << 10
    private static let backlog: Int32 = 4096

    /// - Parameters:
    ///   - count: of workers.
    ///   - deferSeconds: how long the kernel keeps a TCP connection that sends nothing before it hands it over.
    init(_ listener: HTTPServer.Listener, count: Int, deferSeconds: Int) throws(ListenError) {
        isForOperations = listener.isForOperations
        isSecured = listener.isSecured
        isShared = if case .tcp = listener.address { false } else { true }
        switch listener.address {
        case .tcp(let host, let port):
            file = nil
            (descriptors, address) = try Self.bind(host: host, port: port, count: count, deferSeconds: deferSeconds)
        case .unix(let path):
            let (descriptor, file) = try Self.bind(path: path)
            self.file = file
            address = listener.address
            do {
                descriptors = try Self.shared(descriptor, count: count, listener.address)
            } catch {
                file.remove()
                throw error
            }
        case .inherited(let descriptor):
            file = nil
            address = try Self.adopt(descriptor)
            descriptors = try Self.shared(descriptor, count: count, listener.address)
        }
    }

    func close() {
        for descriptor in descriptors { Glibc.close(descriptor) }
        file?.remove()
    }

    /// Leaves nothing behind where no worker hears it.
    func removeFile() {
        file?.remove()
    }

    // MARK: - TCP

    private static func bind(
        host: String, port: Int, count: Int, deferSeconds: Int
    ) throws(ListenError) -> ([Int32], ListenAddress) {
        let wanted = ListenAddress.tcp(host: host, port: port)
        let address = try resolve(host: available(host), port: port, wanted)

        // SO_REUSEPORT lets any number of processes share a port in silence: the first bind, without it, is what finds
        // the port in use. It also chooses the port where 0 was asked for.
        let probe = try socket(address, sharesPort: false, wanted)
        let chosen = SocketAddress.local(of: probe)?.port ?? 0
        Glibc.close(probe)

        var descriptors: [Int32] = []
        do throws(ListenError) {
            for _ in 0..<count {
                let descriptor = try socket(address.with(port: chosen), sharesPort: true, wanted)
                descriptors.append(descriptor)
                tune(descriptor)
                set(descriptor, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT, Int32(clamping: deferSeconds))
                guard listen(descriptor, backlog) == 0 else {
                    throw ListenError(call: "listen", errno: errno, address: wanted)
                }
            }
        } catch {
            for descriptor in descriptors { Glibc.close(descriptor) }
            throw error
        }
        return (descriptors, .tcp(host: host, port: chosen))
    }

    /// `::` is every address: where the system has no IPv6, every one of IPv4.
    private static func available(_ host: String) -> String {
        guard host == "::" else { return host }
        let descriptor = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { return errno == EAFNOSUPPORT ? "0.0.0.0" : host }
        Glibc.close(descriptor)
        return host
    }

    private static func resolve(host: String, port: Int, _ wanted: ListenAddress) throws(ListenError) -> SocketAddress {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var results: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &results) == 0, let first = results else {
            throw ListenError(call: "getaddrinfo", errno: EADDRNOTAVAIL, address: wanted)
        }
        defer { freeaddrinfo(first) }
        return SocketAddress(copying: first.pointee.ai_addr, Int(first.pointee.ai_addrlen))
    }

    // MARK: - Unix domain sockets

    /// Who may connect is for the permissions of the folder to say: the file itself lets everybody.
    private static let fileMode: mode_t = 0o666

    private static func bind(path: String) throws(ListenError) -> (Int32, UnixSocketFile) {
        let wanted = ListenAddress.unix(path: path)
        guard let address = SocketAddress(path: path) else {
            throw ListenError(call: "bind", errno: ENAMETOOLONG, address: wanted)
        }
        if UnixSocketFile.isAbandoned(at: address, path: path) { unlink(path) }
        let descriptor = try socket(address, sharesPort: false, wanted)
        guard chmod(path, fileMode) == 0, listen(descriptor, backlog) == 0 else {
            let error = ListenError(call: "listen", errno: errno, address: wanted)
            Glibc.close(descriptor)
            unlink(path)
            throw error
        }
        return (descriptor, UnixSocketFile(path))
    }

    // MARK: - Sockets that were handed over

    /// - Returns: where it is reached.
    private static func adopt(_ descriptor: Int32) throws(ListenError) -> ListenAddress {
        let given = ListenAddress.inherited(descriptor: descriptor)
        var isListening: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length) == 0 else {
            throw ListenError(call: "getsockopt", errno: errno, address: given)
        }
        guard isListening != 0, let address = SocketAddress.local(of: descriptor) else {
            throw ListenError(call: "accept", errno: EINVAL, address: given)
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        guard address.family != AF_UNIX else { return .unix(path: address.path) }
        tune(descriptor)
        return .tcp(host: address.host, port: address.port)
    }

    /// One descriptor of the same socket for each worker, in place of the one.
    private static func shared(
        _ descriptor: Int32, count: Int, _ address: ListenAddress
    ) throws(ListenError) -> [Int32] {
        var descriptors = [descriptor]
        while descriptors.count < count {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard copy >= 0 else {
                let error = ListenError(call: "fcntl", errno: errno, address: address)
                for descriptor in descriptors { Glibc.close(descriptor) }
                throw error
            }
            descriptors.append(copy)
        }
        return descriptors
    }

    // MARK: - The end

    /// How the end of listening begins, so that no client that is on its way is reset.
    enum Ending {
        /// Nobody new can come any more.
        case ended
        /// Handshakes that are under way come to their end.
        case handshakesEnd
        /// What is queued is for the next process.
        case handedOn
    }

    func beginEnd(_ descriptor: Int32) -> Ending {
        if let file {
            file.remove()
            return .ended
        }
        guard !isShared else { return .handedOn }
        return Self.stopHandshakes(descriptor) ? .handshakesEnd : .ended
    }

    /// Has connections handed over as soon as they are made: one that is held back when its listener closes is reset.
    static func stopDeferring(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT, 0)
    }

    /// Has the kernel drop the first segment of every new handshake and let those under way come to their end: a client
    /// that is dropped sends it again a second later, and is refused then by a port that is closed.
    ///
    /// - Returns: false where the system does not allow it.
    private static func stopHandshakes(_ descriptor: Int32) -> Bool {
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

    // MARK: - Sockets

    private static func socket(
        _ address: SocketAddress, sharesPort: Bool, _ wanted: ListenAddress
    ) throws(ListenError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(address.family, type, 0)
        guard descriptor >= 0 else { throw ListenError(call: "socket", errno: errno, address: wanted) }
        if address.family != AF_UNIX { set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1) }
        if sharesPort { set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
        if address.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        guard address.withSockaddr({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let error = ListenError(call: "bind", errno: errno, address: wanted)
            Glibc.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// What accepted TCP connections inherit.
    private static func tune(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        set(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, unsentBytes)
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
