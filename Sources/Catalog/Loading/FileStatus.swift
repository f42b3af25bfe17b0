import Glibc

/// What stat(2) tells of a file.
struct FileStatus {
    let kind: Kind
    let identity: Identity
    /// Bytes.
    let size: Int

    /// One file, whatever its names.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    enum Kind: String {
        case regular = "a regular file"
        case folder = "a folder"
        case pipe = "a named pipe"
        case socket = "a socket"
        case device = "a device"
        case other = "something else"
    }

    private init(_ status: stat) {
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        size = Int(status.st_size)
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            default: .other
            }
    }

    /// Follows links.
    init(of path: FilePath) throws(SystemError) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { throw SystemError(code: errno) }
        self.init(status)
    }

    init(of descriptor: Int32) throws(SystemError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError(code: errno) }
        self.init(status)
    }
}

extension FilePath {
    /// The path without links and dot segments; nil where the system cannot tell.
    var real: FilePath? {
        guard let path = withCString({ realpath($0, nil) }) else { return nil }
        defer { free(path) }
        return FilePath(bytes: UnsafeBufferPointer(start: path, count: strlen(path)).map { UInt8(bitPattern: $0) })
    }

    /// What it says, where it is a link itself.
    var linkTarget: FilePath? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = withCString { readlink($0, &buffer, buffer.count) }
        return 1..<buffer.count ~= count ? FilePath(bytes: Array(buffer[..<count])) : nil
    }

    /// The real path of an open file; nil where the system cannot tell.
    init?(of descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
        guard 1..<buffer.count ~= count else { return nil }
        self.init(bytes: Array(buffer[..<count]))
    }

    /// Whether the folder has an entry of this name, be it a link that leads nowhere.
    var isThere: Bool {
        var status = stat()
        return withCString { lstat($0, &status) } == 0
    }
}

/// What the system says when a call fails.
struct SystemError: Error {
    /// The value of errno.
    let code: Int32

    var reason: String {
        switch code {
        case ENOENT: "no such file or folder"
        case EACCES, EPERM: "permission denied"
        case ELOOP: "too many links"
        default: String(cString: strerror(code))
        }
    }
}
