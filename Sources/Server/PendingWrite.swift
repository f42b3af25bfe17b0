import CLinux
import Glibc
import HTTP

/// What a connection has still to send, with references of its own to it: eviction and reload drop only the cache's.
///
/// It belongs to one connection of one worker and is never reached by two threads.
final class PendingWrite {
    private var segments: [Segment] = []
    private var next = 0
    private var stream: OutgoingStream?
    /// How much of it was sent: what the write timeout takes for progress.
    private(set) var sentByteCount = 0
    /// How much of the stream was produced, without its framing.
    private(set) var streamedByteCount = 0
    /// To which the size of the stream is told at its end; nil where it was known before.
    private(set) var series: Int32?

    private struct Segment {
        var bytes: UnsafeRawBufferPointer
        let owner: AnyObject
    }

    struct OutgoingStream {
        let source: any BodyStream
        /// Not where its length is known. HTTP/1.0 knows no chunks: the end of the connection ends the body (RFC 9112
        /// section 6.3).
        let isChunked: Bool
    }

    init() {}

    init(stream: OutgoingStream, series: Int32?) {
        self.stream = stream
        self.series = series
    }

    func append(_ bytes: UnsafeRawBufferPointer, of answer: Answer) {
        segments.append(Segment(bytes: bytes, owner: answer))
    }

    func append(copying bytes: UnsafeRawBufferPointer) {
        let buffer = OwnedBytes(copying: bytes)
        segments.append(Segment(bytes: buffer.bytes, owner: buffer))
    }

    /// Adds what another one has still to send.
    func append(contentsOf other: PendingWrite) {
        segments.append(contentsOf: other.segments[other.next...])
        stream = other.stream
        series = other.series
    }

    enum Outcome {
        case done
        case blocked
        /// Its turn is over though the client would take more: others wait.
        case yielded
        case failed
    }

    /// Those of a whole batch, or more: where TLS has made a record of them it must be offered them all again.
    private static let vectorsPerCall = ReplyBatch.capacity * 3

    /// Sends until all is sent, the client takes no more, or the turn is over.
    ///
    /// - Parameter steps: of streams, that are left in this turn.
    func send(to connection: UnsafeMutablePointer<Connection>, steps: inout Int) -> Outcome {
        while true {
            switch sendSegments(to: connection) {
            case .done: break
            case let outcome: return outcome
            }
            guard stream != nil else { return .done }
            guard steps > 0 else { return .yielded }
            steps -= 1
            produce()
        }
    }

    private func sendSegments(to connection: UnsafeMutablePointer<Connection>) -> Outcome {
        while next < segments.count {
            let count = min(Self.vectorsPerCall, segments.count - next)
            let sent = withUnsafeTemporaryAllocation(of: iovec.self, capacity: count) { vectors in
                for index in 0..<count {
                    let bytes = segments[next + index].bytes
                    vectors[index] = iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
                }
                return vectors.baseAddress.map { connection.send($0, count) } ?? .failed
            }
            switch sent {
            case .bytes(let count): advance(by: count)
            case .blocked: return .blocked
            case .failed: return .failed
            }
        }
        segments.removeAll(keepingCapacity: true)
        next = 0
        return .done
    }

    private func advance(by sent: Int) {
        sentByteCount += sent
        var left = sent
        while next < segments.count, left >= segments[next].bytes.count {
            left -= segments[next].bytes.count
            next += 1
        }
        if left > 0 {
            segments[next].bytes = UnsafeRawBufferPointer(rebasing: segments[next].bytes[left...])
        }
    }

    /// Turns the next step of the stream into a segment, or ends the stream.
    private func produce() {
        guard let stream else { return }
        let step = stream.source.next()
        if let step { streamedByteCount += step.count } else { self.stream = nil }
        // A chunk of no bytes would end the body.
        if let step, step.isEmpty { return }
        guard stream.isChunked else {
            if let step { step.withUnsafeBytes { append(copying: $0) } }
            return
        }
        var chunk: [UInt8] = []
        if let step {
            chunk.reserveCapacity(step.count + 16)
            chunk.append(contentsOf: String(step.count, radix: 16).utf8)
            chunk.append(contentsOf: "\r\n".utf8)
            chunk.append(contentsOf: step)
            chunk.append(contentsOf: "\r\n".utf8)
        } else {
            chunk.append(contentsOf: "0\r\n\r\n".utf8)
        }
        chunk.withUnsafeBytes { append(copying: $0) }
    }
}

/// Bytes at a place that does not move.
private final class OwnedBytes {
    let bytes: UnsafeRawBufferPointer

    init(copying source: UnsafeRawBufferPointer) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 1)
        copy.copyMemory(from: source)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit {
        bytes.deallocate()
    }
}
