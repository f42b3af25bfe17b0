import Glibc
import Threads

/// A pipe of the system, for what writes to a descriptor.
final class Pipe: Sendable {
    let writing: Int32
    private let reading: Int32

    init() {
        var descriptors: [Int32] = [-1, -1]
        pipe(&descriptors)
        reading = descriptors[0]
        writing = descriptors[1]
    }

    /// What was written until now, once; the pipe is closed after it.
    func read() -> String {
        readWhile {}
    }

    /// Reads while `body` runs, so that it may write more than a pipe holds.
    func readWhile(_ body: () -> Void) -> String {
        let bytes = Lock<[UInt8]>([])
        let thread = Thread(name: "pipe") { [reading] in
            var buffer = [UInt8](repeating: 0, count: 65536)
            while case let count = Glibc.read(reading, &buffer, buffer.count), count > 0 {
                let part = Array(buffer[..<count])
                bytes.withLock { $0 += part }
            }
        }
        body()
        close(writing)
        thread?.join()
        close(reading)
        return String(decoding: bytes.withLock { $0 }, as: UTF8.self)
    }
}
