import Catalog
import JSON

extension Snapshot {
    /// The frameworks that a code or words that name none may have meant, at most five, likeliest first: of a code
    /// those that share most of its digits, place by place, of other text those whose titles contain it.
    func frameworks(near text: String) -> [Framework] {
        guard text.utf8.count <= 64 else { return [] }
        let digits = text.utf8.filter(isDigit)
        guard !digits.isEmpty else { return frameworks(titled: text) }
        let scored = occupations.map { versions in
            (shared: Self.sharedDigits(digits, versions.soc), framework: versions.newest)
        }
        return scored.filter { $0.shared * 2 >= 8 }
            .sorted { ($1.shared, $0.framework.soc) < ($0.shared, $1.framework.soc) }
            .prefix(Self.mostNear).map(\.framework)
    }

    /// The one framework whose code begins with `NN-NNNN`, the form without the extension of O*NET; nil where there
    /// is none or more than one.
    func onlyFramework(ofDetailedOccupation text: String) -> Framework? {
        guard text.utf8.count == 7, SOC("\(text).00") != nil else { return nil }
        let found = occupations.filter { $0.soc.description.hasPrefix(text) }
        return found.count == 1 ? found.first?.newest : nil
    }

    private func frameworks(titled text: String) -> [Framework] {
        let folded = CaseFolding.fold(text.utf8)
        return occupations.lazy.map(\.newest)
            .filter { CaseFolding.fold($0.occupation.title.utf8).contains(folded) }
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
