import Catalog
package import Logging

/// What a load found, as a few lines of log: grouped and bounded, however many files there are.
package struct LoadReport: Sendable {
    /// Files and rules that are named one by one.
    package static let bound = 20

    private let loaded: DataSource.Loaded

    package init(_ loaded: DataSource.Loaded) {
        self.loaded = loaded
    }

    package func write(to logger: Logger) {
        let snapshot = loaded.snapshot
        for file in snapshot.rejected.prefix(Self.bound) {
            let errors = file.findings.filter { $0.severity == .error }
            logger.error(
                "file left out",
                metadata: [
                    "file": "\(file.path)", "errors": .stringConvertible(errors.count),
                    "first": "\(errors.first.map { "\($0.place): \($0.message)" } ?? "")",
                ])
        }
        if snapshot.rejected.count > Self.bound {
            logger.error(
                "more files left out", metadata: ["count": .stringConvertible(snapshot.rejected.count - Self.bound)])
        }
        // Warnings of files that are served; those of rejected files would only hide the errors.
        let rejected = Set(snapshot.rejected.map(\.path))
        let warnings = loaded.outcome.findings.filter { $0.logSeverity == .warning && !rejected.contains($0.file) }
        let groups = Dictionary(grouping: warnings, by: \.rule.id).sorted { $0.key < $1.key }
        for (rule, findings) in groups.prefix(Self.bound) {
            logger.warning(
                "data findings",
                metadata: [
                    "rule": "\(rule)", "count": .stringConvertible(findings.count),
                    "first": "\(findings[0].location): \(findings[0].message)",
                ])
        }
        logger.info(
            "loaded",
            metadata: [
                "revision": "\(snapshot.revision)", "files": .stringConvertible(loaded.outcome.fileCount),
                "frameworks": .stringConvertible(snapshot.frameworkCount),
                "statements": .stringConvertible(snapshot.statementCount),
                "rejected": .stringConvertible(snapshot.rejected.count),
            ])
    }
}
