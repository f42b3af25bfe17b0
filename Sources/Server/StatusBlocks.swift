import HTTP
import HTTPTypes

/// The first bytes of each answer, status line and `Date`: one block a status, its date renewed when the second
/// changes.
///
/// Batches point into the blocks, so they are renewed only between batches.
struct StatusBlocks: ~Copyable {
    private var blocks: [Block] = []
    private let date: UnsafeMutableRawBufferPointer
    private var second: Int64 = -1

    private struct Block {
        let status: Int
        let bytes: UnsafeMutableRawBufferPointer
    }

    private static let dateName = "Date: "

    init() {
        date = .allocate(byteCount: HTTPDate.length, alignment: 1)
    }

    deinit {
        for block in blocks { block.bytes.deallocate() }
        date.deallocate()
    }

    /// - Parameter second: seconds since 1970.
    mutating func renew(_ second: Int64) {
        guard second != self.second else { return }
        self.second = second
        HTTPDate.write(second, to: date)
        for block in blocks { stamp(block.bytes) }
    }

    mutating func block(_ status: Int) -> UnsafeRawBufferPointer {
        for block in blocks where block.status == status { return UnsafeRawBufferPointer(block.bytes) }
        let reason = HTTPResponse.Status(code: status).registeredPhrase
        let text = "HTTP/1.1 \(status) \(reason)\r\n\(Self.dateName)"
        let end = text.utf8.count + HTTPDate.length + 2
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 1)
        bytes.copyBytes(from: text.utf8)
        bytes[end - 2] = UInt8(ascii: "\r")
        bytes[end - 1] = UInt8(ascii: "\n")
        stamp(bytes)
        blocks.append(Block(status: status, bytes: bytes))
        return UnsafeRawBufferPointer(bytes)
    }

    private func stamp(_ bytes: UnsafeMutableRawBufferPointer) {
        let start = bytes.count - 2 - HTTPDate.length
        UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + HTTPDate.length])
            .copyMemory(from: UnsafeRawBufferPointer(date))
    }
}
