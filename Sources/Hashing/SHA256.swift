import COpenSSL

/// A SHA-256 digest (FIPS 180-4), ordered as its bytes.
package struct SHA256: Hashable, Sendable {
    // Four big-endian words instead of an array: no allocation, and the order of the words is that of the bytes.
    private let words: Words

    private struct Words: Hashable, Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    package init(hashing content: [UInt8]) {
        var hasher = Hasher()
        content.withUnsafeBytes { hasher.update($0) }
        self = hasher.finish()
    }

    /// The digest of the parts, one after the other.
    package init(hashing parts: [[UInt8]]) {
        var hasher = Hasher()
        for part in parts { part.withUnsafeBytes { hasher.update($0) } }
        self = hasher.finish()
    }

    /// - Parameter raw: 32 bytes.
    fileprivate init(raw: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = Words(first: word(0), second: word(1), third: word(2), fourth: word(3))
    }

    /// From its 64 hexadecimal digits, in any letter case; nil for anything else.
    package init?(hex: some Collection<UInt8>) {
        guard hex.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for digit in hex {
            guard digit < 0x80, let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            bytes.append(UInt8(value))
        }
        let digest = (0..<32).map { bytes[2 * $0] << 4 | bytes[2 * $0 + 1] }
        self = digest.withUnsafeBytes { SHA256(raw: $0) }
    }

    /// 0 where both are equal, and only then. It takes the same time for any two.
    package func difference(from other: SHA256) -> UInt64 {
        (words.first ^ other.words.first) | (words.second ^ other.words.second)
            | (words.third ^ other.words.third) | (words.fourth ^ other.words.fourth)
    }

    /// 32 bytes.
    package var bytes: [UInt8] {
        [words.first, words.second, words.third, words.fourth].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The first eight bytes as a big-endian number.
    package var prefix: UInt64 { words.first }

    /// 64 digits in lower case.
    package var hex: String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 64) { text in
            digits.withUTF8Buffer { digits in
                for (word, place) in zip([words.first, words.second, words.third, words.fourth], 0...) {
                    for digit in 0..<16 {
                        text[place * 16 + digit] = digits[Int(word >> UInt64(60 - digit * 4) & 15)]
                    }
                }
            }
            return 64
        }
    }
}

extension SHA256: Comparable {
    package static func < (left: SHA256, right: SHA256) -> Bool {
        (left.words.first, left.words.second, left.words.third, left.words.fourth)
            < (right.words.first, right.words.second, right.words.third, right.words.fourth)
    }
}

extension SHA256 {
    /// Hashes many texts with one OpenSSL context: fetching the algorithm costs more than hashing a sentence.
    package struct Hasher: ~Copyable {
        private let context: OpaquePointer
        private let algorithm: OpaquePointer

        package init() {
            guard let context = EVP_MD_CTX_new(), let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
                preconditionFailure("OpenSSL offers no SHA-256, or memory is exhausted")
            }
            self.context = context
            self.algorithm = algorithm
            start()
        }

        deinit {
            EVP_MD_CTX_free(context)
            EVP_MD_free(algorithm)
        }

        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 failed")
        }

        /// The digest of everything since the last call. The next text starts anew.
        package mutating func finish() -> SHA256 {
            let digest = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { raw in
                let output = raw.bindMemory(to: UInt8.self)
                precondition(EVP_DigestFinal_ex(context, output.baseAddress, nil) == 1, "SHA-256 failed")
                return SHA256(raw: UnsafeRawBufferPointer(raw))
            }
            start()
            return digest
        }

        private func start() {
            precondition(EVP_DigestInit_ex2(context, algorithm, nil) == 1, "SHA-256 failed")
        }
    }
}
