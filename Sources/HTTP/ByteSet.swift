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
        let word = byte & 64 == 0 ? low : high
        return byte < 128 && (word &>> UInt64(byte)) & 1 != 0
    }
}
