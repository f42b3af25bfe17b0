import CLinux
import Glibc
package import Server

/// Small files of the system and of the settings.
package enum File {
    /// Gives the bytes of the file at a path.
    package typealias Reading = (String) throws(SystemError) -> [UInt8]

    /// Gives the bytes of standard input, to its end.
    package typealias InputReading = @Sendable () throws(SystemError) -> [UInt8]

    /// The real ones.
    @Sendable package static func readInput() throws(SystemError) -> [UInt8] {
        try read(descriptor: 0, limit: 1 << 16)
    }

    /// The bytes of a file, at most `limit` of them.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(SystemError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(call: "open", errno: errno) }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, limit: limit)
    }

    /// What is left to read of a descriptor, at most `limit` bytes.
    package static func read(descriptor: Int32, limit: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError(call: "read", errno: errno)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        throw SystemError(call: "read", errno: EFBIG)
    }

    /// Makes the file at a path hold these bytes.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw SystemError(call: "open", errno: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else {
                defer { close(descriptor) }
                throw SystemError(call: "write", errno: errno)
            }
            rest = rest.dropFirst(max(count, 0))
        }
        // Some file systems tell only here that the bytes found no room.
        guard close(descriptor) == 0 else { throw SystemError(call: "close", errno: errno) }
    }

    /// The text of a file of the system, nil where it is not there.
    package static func text(_ path: String) -> String? {
        (try? read(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
