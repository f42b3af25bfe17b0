import Catalog

/// Which levels a list of statements holds: any of the keys or ordinals, or all.
struct LevelFilter: Sendable {
    private let values: Set<String>?

    init(_ values: [String]?) {
        self.values = values.map { Set($0) }
    }

    func contains(_ level: Level) -> Bool {
        guard let values else { return true }
        return values.contains(level.key) || values.contains(String(level.ordinal))
    }

    /// The statements of the levels that it holds.
    func statementCount(of framework: Framework) -> Int {
        guard values != nil else { return framework.statementCount }
        return framework.levels.reduce(0) { contains($1) ? $0 + $1.statements.count : $0 }
    }
}
