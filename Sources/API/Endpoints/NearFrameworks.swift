import Catalog
import JSON

extension Snapshot {
    /// The frameworks that a code or words that name none may have meant, likeliest first: all that a code without
    /// its extension covers; else at most five, of a code those that share most of its digits, place by place, of
    /// other text those whose titles contain it.
    func frameworks(near text: String) -> [Framework] {
        guard text.utf8.count <= 64 else { return [] }
        let covered = frameworks(ofDetailedOccupation: text)
        guard covered.isEmpty else { return covered }
        let digits = text.utf8.filter(isDigit)
        guard !digits.isEmpty else { return frameworks(titled: text) }
        let scored = occupations.map { versions in
            (shared: Self.sharedDigits(digits, versions.soc), framework: versions.newest)
        }
        return scored.filter { $0.shared * 2 >= 8 }
            .sorted { ($1.shared, $0.framework.soc) < ($0.shared, $1.framework.soc) }
            .prefix(Self.mostNear).map(\.framework)
    }

    /// The frameworks whose codes begin with `NN-NNNN`, the form without the extension of O*NET; none where the text
    /// has another form.
    func frameworks(ofDetailedOccupation text: String) -> [Framework] {
        guard text.utf8.count == 7, SOC("\(text).00") != nil else { return [] }
        return occupations.filter { $0.soc.description.hasPrefix(text) }.map(\.newest)
    }

    private func frameworks(titled text: String) -> [Framework] {
        let part = FoldedText(text)
        return occupations.lazy.map(\.newest)
            .filter { part.isContained(in: $0.occupation.title) }
            .prefix(Self.mostNear).map { $0 }
    }

    private static func sharedDigits(_ digits: [UInt8], _ soc: SOC) -> Int {
        zip(digits, soc.description.utf8.filter(isDigit)).count { $0 == $1 }
    }

    private static let mostNear = 5
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
