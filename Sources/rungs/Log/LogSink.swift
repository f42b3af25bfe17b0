import CLinux
import Glibc
import Threads

/// Where lines go: standard error, each line whole.
package final class LogSink: Sendable {
    private let output: Lock<Output>

    private struct Output {
        let descriptor: Int32
        /// A line was begun and not ended, because nobody took the rest of it.
        var isCut = false
    }

    /// A pipe that takes any takes so much at once (pipe(7)), without waiting for its reader.
    private static let piece = Int(PIPE_BUF)
    private static let patienceMilliseconds: Int32 = 1000

    package init(descriptor: Int32) {
        output = Lock(Output(descriptor: descriptor))
    }

    /// Writes all bytes before anything else can write. What nobody takes for a second is lost: a log must not stop a
    /// server.
    package func write(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBufferPointer { write($0) }
    }

    /// - Returns: how many bytes were written.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        output.withLock { output in
            if output.isCut {
                guard Self.write([UInt8(ascii: "\n")].span, to: output.descriptor) == 1 else { return 0 }
                output.isCut = false
            }
            let count = Self.write(bytes.span, to: output.descriptor)
            output.isCut = count > 0 && bytes[count - 1] != UInt8(ascii: "\n")
            return count
        }
    }

    private static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Int {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                let ready = poll(&wait, 1, patienceMilliseconds)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { break }
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...].prefix(piece))
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    written += count
                } else if errno != EINTR, errno != EAGAIN {
                    break
                }
            }
            return written
        }
    }
}
