import Glibc

/// Reads a file into memory. Never mapped: a mapped file that is truncated kills the process.
enum FileReader {
    enum Failure: Error {
        case system(SystemError)
        case notRegular(FileStatus.Kind)
        case tooLarge
    }

    struct Contents {
        var bytes: [UInt8]
        /// Of the file that was read, which a link may have been to; nil where it is not asked for.
        let realPath: FilePath?
    }

    /// - Parameters:
    ///   - maximum: in bytes; a larger file is refused by its size, and one that grows is not read further.
    ///   - resolvesLinks: whether the real path is asked for.
    static func read(_ path: FilePath, maximum: Int, resolvesLinks: Bool) throws(Failure) -> Contents {
        // O_NONBLOCK: to open a named pipe waits for a writer otherwise. It changes nothing for a regular file.
        let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .system(SystemError(code: errno)) }
        defer { close(descriptor) }
        let status: FileStatus
        do throws(SystemError) { status = try FileStatus(of: descriptor) } catch { throw .system(error) }
        guard status.kind == .regular else { throw .notRegular(status.kind) }
        guard status.size <= maximum else { throw .tooLarge }
        // One byte more than expected: a full buffer tells that the file has grown meanwhile.
        var contents = Contents(
            bytes: try chunk(of: descriptor, capacity: status.size + 1),
            realPath: resolvesLinks ? FilePath(of: descriptor) : nil)
        if contents.bytes.count > status.size {
            while true {
                guard contents.bytes.count <= maximum else { throw .tooLarge }
                let more = try chunk(of: descriptor, capacity: min(1 << 16, maximum + 1 - contents.bytes.count))
                if more.isEmpty { break }
                contents.bytes += more
            }
        }
        return contents
    }

    /// Reads until the buffer is full or the file ends.
    private static func chunk(of descriptor: Int32, capacity: Int) throws(Failure) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity, let start = buffer.baseAddress {
                let result = Glibc.read(descriptor, start + count, capacity - count)
                if result > 0 {
                    count += result
                } else if result == 0 {
                    return
                } else if errno != EINTR {
                    failure = SystemError(code: errno)
                    return
                }
            }
        }
        if let failure { throw .system(failure) }
        return bytes
    }
}
