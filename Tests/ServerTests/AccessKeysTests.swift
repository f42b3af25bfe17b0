import Hashing
import TestSupport
import Testing

@testable import Server

@Suite struct `Keys that are compared` {
    private static let hashes = (0..<20).map { SHA256(hashing: [$0]) }

    /// Counts how many of its elements were asked for.
    private final class Counted: Sequence {
        let hashes: [SHA256]
        var count = 0

        init(_ hashes: [SHA256]) {
            self.hashes = hashes
        }

        func makeIterator() -> AnyIterator<SHA256> {
            var iterator = hashes.makeIterator()
            return AnyIterator {
                guard let next = iterator.next() else { return nil }
                self.count += 1
                return next
            }
        }
    }

    @Test(arguments: 0..<20)
    func `are found wherever they stand, and all are looked at`(place: Int) {
        let counted = Counted(Self.hashes)
        #expect(AccessKeys.index(of: Self.hashes[place], among: counted) == place)
        #expect(counted.count == Self.hashes.count)
    }

    @Test func `are all looked at where none is found`() {
        let counted = Counted(Self.hashes)
        #expect(AccessKeys.index(of: SHA256(hashing: [99]), among: counted) == nil)
        #expect(counted.count == Self.hashes.count)
    }

    @Test func `are told apart by any bit`() {
        let hash = Self.hashes[0]
        for place in 0..<64 {
            for bit in 0..<4 {
                var digits = hash.hex.map { $0.hexDigitValue ?? 0 }
                digits[place] ^= 1 << bit
                let other = SHA256(hex: digits.map { String($0, radix: 16) }.joined().utf8)
                #expect(other != nil)
                #expect(AccessKeys.index(of: hash, among: [other].compactMap { $0 }) == nil)
            }
        }
    }
}
