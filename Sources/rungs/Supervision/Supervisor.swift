import CLinux
import Glibc

/// Who started the program and wants to know how it is: systemd, by the protocol of sd_notify(3). Where there is none
/// nothing is told.
package struct Supervisor: Sendable {
    /// A path, or the name of an abstract socket behind `@`.
    private let socketName: String?

    package init(environment: [String: String]) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    }

    package enum News: Sendable {
        /// - Parameter status: one line for `systemctl status`.
        case ready(status: String)
        case reloading
        case stopping
    }

    package func tell(_ news: News) {
        guard let socketName else { return }
        send(Self.text(news, monotonic: Self.monotonicMicroseconds()), to: socketName)
    }

    /// - Parameter monotonic: microseconds; `Type=notify-reload` tells by them which reload this is.
    static func text(_ news: News, monotonic: Int) -> String {
        switch news {
        case .ready(let status): "READY=1\nSTATUS=\(OneLine.text(status))\n"
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonic)\n"
        case .stopping: "STOPPING=1\n"
        }
    }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    /// Nobody is told where it fails: the service is none the worse for it.
    private func send(_ text: String, to name: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        let isFitting = withUnsafeMutableBytes(of: &address.sun_path) { path in
            guard bytes.count < path.count else { return false }
            path.copyBytes(from: bytes)
            return true
        }
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = isFitting ? socket(AF_UNIX, type, 0) : -1
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
        // The name of an abstract socket ends where its length says (unix(7)).
        let length = socklen_t(offset + bytes.count)
        _ = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                Array(text.utf8).withUnsafeBytes {
                    sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), address, length)
                }
            }
        }
    }
}
