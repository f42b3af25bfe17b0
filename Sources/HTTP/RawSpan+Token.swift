extension RawSpan {
    /// The first byte of `range` from `start` on that is no `tchar` (RFC 9110 section 5.6.2), or the end of the range.
    ///
    /// Names are made of letters, digits and hyphens, which are found eight at a time; the others one by one.
    @inline(__always)
    func endOfToken(from start: Int, to end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let others = Self.notNameBytes(word(at: index))
            guard others != 0 else {
                index += 8
                continue
            }
            index += others.trailingZeroBitCount >> 3
            guard ByteSet.token.contains(self[index]) else { return index }
            index += 1
        }
        while index < end, ByteSet.token.contains(self[index]) { index += 1 }
        return index
    }

    /// The highest bit of each byte that is no ASCII letter, digit or hyphen. Of seven bits each, no sum carries into
    /// the next byte.
    @inline(__always)
    static func notNameBytes(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        let lowercase = low | 0x2020_2020_2020_2020
        // Each sum sets the highest bit of a byte that is at least the first, or past the last, of its range.
        let letters = (lowercase &+ 0x1f1f_1f1f_1f1f_1f1f) & ~(lowercase &+ 0x0505_0505_0505_0505)
        let digits = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
        let hyphens = 0x8080_8080_8080_8080 &- (low ^ 0x2d2d_2d2d_2d2d_2d2d)
        return (~(letters | digits | hyphens) | word) & 0x8080_8080_8080_8080
    }
}
