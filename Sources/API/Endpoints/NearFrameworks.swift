import Catalog
import JSON

extension Snapshot {
    /// The frameworks that a code or words that name none may have meant, likeliest first: all that a code without
    /// its extension covers; else at most five, of a code those that one slip of the keyboard leads to, then its
    /// neighbours, of words those whose titles share most of them.
    func frameworks(near text: String) -> [Framework] {
        guard text.utf8.count <= 64 else { return [] }
        let covered = frameworks(ofDetailedOccupation: text)
        guard covered.isEmpty else { return covered }
        let digits = text.utf8.filter(isDigit)
        guard digits.count * 2 >= text.utf8.count else {
            return titles.nearest(to: text, atMost: Self.mostNear).map { occupations[$0].newest }
        }
        var found: [Framework] = []
        for code in Self.slips(of: digits) + Self.beginnings(of: digits) where found.count < Self.mostNear {
            for versions in occupations(withDigits: code).prefix(Self.mostNear)
            where found.count < Self.mostNear && !found.contains(where: { $0 === versions.newest }) {
                found.append(versions.newest)
            }
        }
        return found
    }

    /// The frameworks whose codes begin with `NN-NNNN`, the form without the extension of O*NET; none where the text
    /// has another form.
    func frameworks(ofDetailedOccupation text: String) -> [Framework] {
        guard text.utf8.count == 7, SOC("\(text).00") != nil else { return [] }
        return occupations(withDigits: text.utf8.filter(isDigit)).map(\.newest)
    }

    /// The codes, whole or without their extension, that differ by two digits that changed places, by one digit, by one
    /// too many or by one too few.
    private static func slips(of digits: [UInt8]) -> [[UInt8]] {
        guard (5...9).contains(digits.count) else { return [] }
        let all = UInt8(ascii: "0")...UInt8(ascii: "9")
        let swaps = digits.indices.dropLast().filter { digits[$0] != digits[$0 + 1] }
        let slips =
            swaps.map { digits.replacing($0...$0 + 1, with: [digits[$0 + 1], digits[$0]]) }
            + digits.indices.flatMap { index in all.map { digits.replacing(index...index, with: [$0]) } }
            + digits.indices.map { digits.replacing($0...$0, with: []) }
            + digits.indices.flatMap { index in all.map { digits.replacing(index..<index, with: [$0]) } }
        return slips.filter { $0.count == 6 || $0.count == 8 }
    }

    /// What the digits begin with, longest first: at least the half of a code.
    private static func beginnings(of digits: [UInt8]) -> [[UInt8]] {
        stride(from: min(digits.count, 8), through: 4, by: -1).map { Array(digits.prefix($0)) }
    }

    private static let mostNear = 5
}

extension [UInt8] {
    fileprivate func replacing(_ range: some RangeExpression<Int>, with bytes: [UInt8]) -> [UInt8] {
        var copy = self
        copy.replaceSubrange(range, with: bytes)
        return copy
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
