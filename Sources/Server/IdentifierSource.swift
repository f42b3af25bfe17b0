/// Makes request ids for requests that bring none: 26 characters that sort by time, 48 bits of milliseconds and 80 of
/// chance, in Crockford's base 32.
struct IdentifierSource {
    private var random = SystemRandomNumberGenerator()
    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    /// - Parameter second: seconds since 1970.
    mutating func next(_ second: Int64) -> String {
        var value = UInt128(truncatingIfNeeded: second &* 1000) << 80 | UInt128(random.next() as UInt64) << 16
        value |= UInt128(random.next() as UInt16)
        return String(unsafeUninitializedCapacity: 26) { buffer in
            for index in 0..<26 {
                let digit = Int(truncatingIfNeeded: value >> UInt128(5 * (25 - index))) & 31
                buffer[index] = Self.alphabet.utf8Start[digit]
            }
            return 26
        }
    }
}
