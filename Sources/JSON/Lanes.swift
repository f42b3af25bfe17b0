/// Eight bytes of a text at once: tests that set the high bit of every byte that passes.
///
/// A carry can also set the bit of a byte above one that passes, never below: the lowest set bit is exact, and that is
/// the only one used.
extension UInt64 {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// The eight bytes at `offset`, the first in the lowest lane.
    init(_ text: Span<UInt8>, at offset: Int) {
        self.init(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    func lanes(equalTo byte: UInt8) -> UInt64 {
        let zeroes = self ^ (Self.ones &* UInt64(byte))
        return (zeroes &- Self.ones) & ~zeroes & Self.highBits
    }

    /// - Parameter limit: at most 128.
    func lanes(below limit: UInt8) -> UInt64 {
        (self &- (Self.ones &* UInt64(limit))) & ~self & Self.highBits
    }

    var lanesNotASCII: UInt64 { self & Self.highBits }

    /// The number of the lowest lane that passed a test; 8 where none did.
    var firstLane: Int { trailingZeroBitCount >> 3 }
}
