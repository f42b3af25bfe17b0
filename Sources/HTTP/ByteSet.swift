/// A set of ASCII characters as two words, tested without a table in memory.
struct ByteSet: Sendable {
    let low: UInt64
    let high: UInt64

    /// The members are spelt out where the set is used; a test compares the words with the grammar's text.
    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        // A shift by 64 or more gives 0, so bytes from 0x80 are in no set.
        let shift = UInt64(byte)
        return (((low >> shift) | (high >> (shift &- 64))) & 1) != 0
    }
}
