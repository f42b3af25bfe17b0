import Glibc
import Threads

/// Where lines go: standard error, each line whole.
package final class LogSink: Sendable {
    private let descriptor: Lock<Int32>

    package init(descriptor: Int32) {
        self.descriptor = Lock(descriptor)
    }

    /// Writes all bytes before anything else can write. What cannot be written is lost: a log must not stop a server.
    package func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { write($0) }
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        descriptor.withLock { descriptor in
            var rest = bytes
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeBufferPointer(rebasing: rest[count...])
                } else if errno == EAGAIN {
                    // The other end of a pipe set O_NONBLOCK on it.
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    guard poll(&wait, 1, 1000) > 0 else { return }
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
