import Glibc
import HTTP

/// An address of a socket, IPv4 or IPv6.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length: socklen_t = 0

    init(copying address: UnsafePointer<sockaddr>, _ length: socklen_t) {
        let length = min(length, socklen_t(MemoryLayout<sockaddr_storage>.size))
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
        self.length = length
    }

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

    var family: Int32 { Int32(storage.ss_family) }

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

    /// What tells one client from another: an IPv4 address, also one that came in on an IPv6 socket, or the first 64
    /// bits of an IPv6 address, behind which one client has all the addresses it likes. nil for other families.
    var client: UInt64? {
        withUnsafeBytes(of: storage) { bytes in
            func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
            switch family {
            case AF_INET:
                return number(4..<8)
            case AF_INET6:
                // sin6_addr begins at 8. ::ffff:0:0/96 is IPv4; nobody else's address begins with 32 bits of 0.
                let isMapped = number(8..<16) == 0 && number(16..<20) == 0xffff
                return isMapped ? number(20..<24) : number(8..<16)
            default:
                return nil
            }
        }
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
