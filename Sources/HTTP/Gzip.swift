import CZlib

/// The gzip content coding (RFC 1952) through zlib: stable bytes for one zlib.
package enum Gzip {
    /// One whole member; nil where zlib has no memory, which leaves the identity.
    package static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        guard let deflater = Deflater(level: 6) else { return nil }
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 3 + 64)
        return deflater.add(bytes, isLast: true, to: &compressed) ? compressed : nil
    }
}

/// A stream in the gzip coding, compressed step by step as it is pulled.
package final class GzipStream: BodyStream {
    // One connection at a time pulls a stream (`BodyStream`), so nothing here is ever reached by two threads at once.
    private nonisolated(unsafe) let deflater: Deflater
    private let source: any BodyStream
    private nonisolated(unsafe) var isEnded = false
    /// What was compressed and not yet taken.
    private nonisolated(unsafe) var compressed: [UInt8] = []
    private static let maximumStep = 65_536

    /// nil where zlib has no memory.
    package init?(wrapping source: any BodyStream) {
        // It is compressed anew for each request: this level takes half the time of 6 for 7 % more bytes.
        guard let deflater = Deflater(level: 4) else { return nil }
        self.deflater = deflater
        self.source = source
    }

    package func next() -> [UInt8]? {
        while compressed.isEmpty, !isEnded {
            let step = source.next()
            isEnded = step == nil
            guard deflater.add(step ?? [], isLast: isEnded, to: &compressed) else {
                isEnded = true
                break
            }
        }
        // What cannot be made smaller grows a little, and zlib holds some of it back: one step may become two.
        let step = Array(compressed.prefix(Self.maximumStep))
        compressed.removeFirst(step.count)
        return step.isEmpty ? nil : step
    }
}

/// One deflate state of zlib.
private final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>

    init?(level: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for the gzip wrapper.
        let result = deflateInit2_(
            stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses `bytes` and appends what comes out; false on an error of zlib.
    func add(_ bytes: [UInt8], isLast: Bool, to compressed: inout [UInt8]) -> Bool {
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16_384) { output in
                repeat {
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    let result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { return false }
                    compressed.append(contentsOf: output[..<(output.count - Int(stream.pointee.avail_out))])
                } while stream.pointee.avail_out == 0
                return true
            }
        }
    }
}
