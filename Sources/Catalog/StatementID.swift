import Hashing
package import JSON

/// The permanent id of a statement (API.md 5): its occupation, a hash of its normalised text, and for the k-th
/// occurrence of the same text in one export the suffix `-k`.
package struct StatementID: Hashable, Sendable {
    package let soc: SOC
    /// 50 bits.
    package let hash: UInt64
    /// From 1.
    package let occurrence: Int

    package init(soc: SOC, hash: UInt64, occurrence: Int = 1) {
        self.soc = soc
        self.hash = hash
        self.occurrence = occurrence
    }
}

extension StatementID {
    /// Base 32 without i, l, o and u, in lower case.
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// Reads `43-4121.00-k89kt61qgq` or `43-4121.00-k89kt61qgq-2`: only the canonical form, so an id has one spelling.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 21, let soc = SOC(utf8: bytes[..<10]), bytes[10] == dash else { return nil }
        var hash: UInt64 = 0
        for byte in bytes[11..<21] {
            guard let digit = Self.alphabet.withUTF8Buffer({ $0.firstIndex(of: byte) }) else { return nil }
            hash = hash << 5 | UInt64(digit)
        }
        var occurrence = 1
        if bytes.count > 21 {
            let digits = bytes[22...]
            guard bytes[21] == dash, let first = digits.first, first != UInt8(ascii: "0"),
                digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                let number = Int(String(decoding: digits, as: UTF8.self)), number >= 2
            else { return nil }
            occurrence = number
        }
        self.init(soc: soc, hash: hash, occurrence: occurrence)
    }
}

extension StatementID: CustomStringConvertible {
    package var description: String {
        let digits = Self.alphabet.withUTF8Buffer { alphabet in
            stride(from: UInt64(45), through: 0, by: -5).map { alphabet[Int(hash >> $0 & 31)] }
        }
        let text = "\(soc)-\(String(decoding: digits, as: UTF8.self))"
        return occurrence == 1 ? text : "\(text)-\(occurrence)"
    }
}

extension StatementID {
    /// Makes the ids of one occupation: the hash is the first 50 bits of SHA-256 over the SOC code, LF and the
    /// normalised text.
    struct Hasher: ~Copyable {
        private var hasher = SHA256.Hasher()
        private let prefix: [UInt8]

        /// - Parameter soc: nil for texts that are only to be told apart.
        init(_ soc: SOC?) {
            prefix = soc.map { Array("\($0)\n".utf8) } ?? []
        }

        /// - Parameter normalised: see ``Normalisation``.
        mutating func hash(of normalised: Text) -> UInt64 {
            prefix.withUnsafeBytes { hasher.update($0) }
            normalised.utf8.withUnsafeBytes { hasher.update($0) }
            return hasher.finish().prefix >> 14
        }
    }

    /// The id of the first occurrence of a statement in an export of an occupation.
    package init(soc: SOC, statement: Text) {
        var hasher = Hasher(soc)
        self.init(soc: soc, hash: hasher.hash(of: Normalisation.normalised(statement)))
    }
}
