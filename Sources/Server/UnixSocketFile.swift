import CLinux
import Glibc

/// The file of a Unix domain socket that this process made. It is still there when nobody listens any more.
struct UnixSocketFile: Sendable {
    private let path: String
    private let device: dev_t
    private let inode: ino_t

    init(_ path: String) {
        var status = stat()
        stat(path, &status)
        self.path = path
        device = status.st_dev
        inode = status.st_ino
    }

    /// Removes the file, unless another has taken its place. To be called once or more.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
        unlink(path)
    }

    /// Whether a socket was left at the path by a server that was killed: one that nobody answers on.
    static func isAbandoned(at address: SocketAddress, path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return false }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let probe = socket(AF_UNIX, type, 0)
        guard probe >= 0 else { return false }
        defer { close(probe) }
        return address.connect(probe) != 0 && errno == ECONNREFUSED
    }
}
