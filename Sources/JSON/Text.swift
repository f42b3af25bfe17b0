import Glibc

/// UTF-8 text as a slice of bytes that something else keeps too: a string value of a document is a slice of its
/// source wherever it has no escapes, so text is held once.
package struct Text: Sendable {
    package let bytes: [UInt8]
    private let start: UInt32
    private let end: UInt32

    /// - Parameters:
    ///   - bytes: valid UTF-8 in `range`.
    ///   - range: within `bytes`, below 4 GiB, on scalar boundaries.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        start = UInt32(range.lowerBound)
        end = UInt32(range.upperBound)
    }

    package init(_ string: String) {
        let bytes = Array(string.utf8)
        self.init(bytes, in: bytes.indices)
    }

    package var range: Range<Int> { Int(start)..<Int(end) }
    package var utf8: ArraySlice<UInt8> { bytes[range] }
    package var count: Int { Int(end - start) }
    package var isEmpty: Bool { start == end }
    package var string: String { String(decoding: utf8, as: UTF8.self) }

    /// Compares bytes: no normalization, as RFC 8259 section 8.3 wants it for names.
    func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let address = other.baseAddress else { return true }
        return utf8.withUnsafeBytes { own in
            guard let ownAddress = own.baseAddress else { return true }
            return memcmp(ownAddress, address, own.count) == 0
        }
    }
}

extension Text: Hashable {
    package static func == (left: Text, right: Text) -> Bool {
        right.utf8.withUnsafeBytes { left.isEqual(to: $0) }
    }

    package func hash(into hasher: inout Hasher) {
        utf8.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
