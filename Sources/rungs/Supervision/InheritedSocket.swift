import CLinux
import Glibc

/// A listening socket that systemd made before it started the program (sd_listen_fds(3)).
package struct InheritedSocket: Sendable, Equatable {
    package let descriptor: Int32
    /// `FileDescriptorName` of the socket unit; its own name where it has none.
    package let name: String

    /// The first descriptor that is handed over (`SD_LISTEN_FDS_START`).
    private static let first: Int32 = 3
    /// A unit with more is a mistake.
    private static let bound: Int32 = 64

    /// What was handed to this process, and not to one that started it.
    ///
    /// - Throws: where the variables are not as systemd sets them.
    package static func all(
        in environment: [String: String], process: Int32
    ) throws(Failure) -> [InheritedSocket] {
        guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == process else { return [] }
        let text = environment["LISTEN_FDS", default: ""]
        guard let count = Int32(text), 0...bound ~= count else {
            throw Failure(.listen, "LISTEN_FDS: `\(text)` is not a count of sockets from 0 to \(bound)")
        }
        let names = environment["LISTEN_FDNAMES", default: ""].split(separator: ":", omittingEmptySubsequences: false)
        return (0..<count).map { index in
            InheritedSocket(
                descriptor: first + index, name: Int(index) < names.count ? String(names[Int(index)]) : "unknown")
        }
    }

    /// A child would keep the port open.
    package func closeOnExec() {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
