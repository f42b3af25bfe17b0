extension Snapshot {
    /// A statement in the newest version that has it.
    package struct LocatedStatement: Sendable {
        package let framework: Framework
        package let level: Level
        package let statement: Statement
    }

    /// Finds a statement by its id in the versions of its occupation, the newest that has it first. nil where no
    /// loaded version has it.
    package func statement(_ id: StatementID) -> LocatedStatement? {
        guard let framework = versions(of: id.soc)?.span(of: id)?.last, let place = framework.place(of: id) else {
            return nil
        }
        return LocatedStatement(framework: framework, level: place.level, statement: place.statement)
    }
}

extension Framework {
    /// The level and statement with an id. nil where this version has none.
    package func place(of id: StatementID) -> (level: Level, statement: Statement)? {
        for level in levels {
            if let statement = level.statements.first(where: { $0.id == id }) { return (level, statement) }
        }
        return nil
    }
}
