import CLinux
import Glibc
import Server

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
        let address =
            name.hasPrefix("@") ? SocketAddress(abstractName: String(name.dropFirst())) : SocketAddress(path: name)
        guard let address else { return }
        let descriptor = socket(address.family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard address.connect(descriptor) == 0 else { return }
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
