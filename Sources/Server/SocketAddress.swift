import CLinux
import Glibc
import HTTP

/// An address of a socket: IPv4, IPv6 or a path.
package struct SocketAddress: Sendable {
    private var storage = sockaddr_storage()
    private var length: socklen_t = 0

    /// - Parameter address: a `sockaddr` of so many bytes. In what other modules see there is no type of C: which module
    ///   such a type belongs to depends on the order in which files are compiled.
    package init(copying address: UnsafeRawPointer, _ length: Int) {
        let length = min(max(0, length), MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: length))
        }
        self.length = socklen_t(length)
    }

    /// A Unix domain socket; nil for a path that is too long for one.
    package init?(path: String) {
        // The path ends with a NUL.
        self.init(unixName: Array(path.utf8), length: path.utf8.count + 1)
    }

    /// A Unix domain socket without a file; nil for a name that is too long for one (unix(7)).
    package init?(abstractName name: String) {
        // The name begins with a NUL and ends where its length says.
        self.init(unixName: Array(name.utf8), after: 1, length: name.utf8.count + 1)
    }

    private init?(unixName name: [UInt8], after start: Int = 0, length: Int) {
        let offset = Self.pathOffset
        guard !name.isEmpty, !name.contains(0), offset + length <= MemoryLayout<sockaddr_un>.size else { return nil }
        storage.ss_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage) {
            UnsafeMutableRawBufferPointer(rebasing: $0[(offset + start)...]).copyBytes(from: name)
        }
        self.length = socklen_t(offset + length)
    }

    private static let pathOffset =
        MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size

    private init?(of descriptor: Int32, _ call: (Int32, UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int32) {
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(descriptor, $0, &length) }
        }
        guard result == 0 else { return nil }
        self.length = length
    }

    static func local(of descriptor: Int32) -> SocketAddress? {
        SocketAddress(of: descriptor) { getsockname($0, $1, &$2) }
    }

    static func peer(of descriptor: Int32) -> SocketAddress? {
        SocketAddress(of: descriptor) { getpeername($0, $1, &$2) }
    }

    var isUnix: Bool { family == AF_UNIX }

    package var family: Int32 { Int32(storage.ss_family) }

    /// As connect(2) of a socket of the same family.
    package func connect(_ descriptor: Int32) -> Int32 {
        withSockaddr { Glibc.connect(descriptor, $0, $1) }
    }

    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    var port: Int {
        // sin_port and sin6_port lie at the same place.
        withUnsafeBytes(of: storage) { Int($0[2]) << 8 | Int($0[3]) }
    }

    func with(port: Int) -> SocketAddress {
        var copy = self
        withUnsafeMutableBytes(of: &copy.storage) { bytes in
            bytes[2] = UInt8(truncatingIfNeeded: port >> 8)
            bytes[3] = UInt8(truncatingIfNeeded: port)
        }
        return copy
    }

    /// The path of a Unix domain socket; empty where it has none.
    var path: String {
        guard family == AF_UNIX, Int(length) > Self.pathOffset else { return "" }
        return withUnsafeBytes(of: storage) { bytes in
            String(decoding: bytes[Self.pathOffset..<Int(length)].prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// The address without its port; nil for other families.
    var address: IPAddress? {
        withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET: IPAddress(bytes: bytes[4..<8])
            case AF_INET6: IPAddress(bytes: bytes[8..<24])
            default: nil
            }
        }
    }

    /// Who that is as the other end of a connection.
    var peer: Peer {
        isUnix ? .unixSocket : address.map { .address($0) } ?? .unknown
    }

    /// The address in digits, without its port; an IPv4 address that came in on an IPv6 socket as IPv4.
    var host: String {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = withSockaddr { getnameinfo($0, $1, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) }
        guard result == 0 else { return "" }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }
}
