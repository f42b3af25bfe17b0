import Hashing

/// All that is served, at one moment. It never changes: a reload makes another one, and what holds a snapshot never
/// sees later data.
package final class Snapshot: Sendable {
    /// Counts the snapshots of this process from 1.
    package let generation: UInt64
    /// In order of SOC.
    package let occupations: [Versions]
    /// The first 8 hex digits of SHA-256 over the sorted lines `soc TAB version TAB hex(digest) LF`: equal wherever
    /// the same files were loaded.
    package let revision: String
    /// Seconds since 1970.
    package let loadedAt: Int64
    /// How long the load took, in seconds.
    package let loadSeconds: Double
    /// The files that were left out, each with its findings.
    package let rejected: [RejectedFile]
    /// Those of them of which something is served still: the names under the folder that was named.
    package let stale: [String]
    /// Occupations, each counted once: what an unpinned list has.
    package let frameworkCount: Int
    /// Statements of the newest version of every occupation: what an unpinned list has.
    package let statementCount: Int
    /// Frameworks, every version counted.
    package let versionCount: Int
    /// The latest `exportedAt` of all versions. nil where nothing is loaded.
    package let newestExport: Timestamp?
    /// The credits of the newest versions, in order of SOC.
    package let attribution: [Attribution]
    /// How the versions came, oldest first.
    package let changes: [Change]
    /// Of the newest versions, as in `occupations`.
    package let titles: TitleIndex

    package init(
        generation: UInt64, occupations: [Versions], loadedAt: Int64, loadSeconds: Double = 0,
        rejected: [RejectedFile], stale: [String] = []
    ) {
        let occupations = occupations.sorted { $0.soc < $1.soc }
        self.generation = generation
        self.occupations = occupations
        self.loadedAt = loadedAt
        self.loadSeconds = loadSeconds
        self.rejected = rejected
        self.stale = stale
        revision = Self.revision(of: occupations)
        frameworkCount = occupations.count
        statementCount = occupations.reduce(0) { $0 + $1.newest.statementCount }
        versionCount = occupations.reduce(0) { $0 + $1.all.count }
        newestExport = occupations.map(\.newest.exportedAt).max { $0.milliseconds < $1.milliseconds }
        attribution = Attribution.entries(for: occupations.lazy.map(\.newest))
        changes = Change.all(of: occupations)
        titles = TitleIndex(occupations.lazy.map(\.newest.occupation.title))
    }

    package func versions(of soc: SOC) -> Versions? {
        let index = occupations.partitioningIndex { $0.soc >= soc }
        return index < occupations.count && occupations[index].soc == soc ? occupations[index] : nil
    }

    /// The occupations whose codes begin with these digits.
    package func occupations(withDigits digits: some Collection<UInt8>) -> ArraySlice<Versions> {
        guard let range = SOC.range(withDigits: digits) else { return [] }
        let start = occupations.partitioningIndex { $0.soc >= range.lowerBound }
        return occupations[start...].prefix { $0.soc <= range.upperBound }
    }

    private static func revision(of occupations: [Versions]) -> String {
        let frameworks = occupations.flatMap(\.all)
        let lines = frameworks.map { Array("\($0.soc)\t\($0.version)\t\($0.source.digest.hex)\n".utf8) }
        return String(SHA256(hashing: lines.sorted { $0.lexicographicallyPrecedes($1) }).hex.prefix(8))
    }

    /// The loaded versions of one occupation, never empty.
    package struct Versions: Sendable {
        package let soc: SOC
        /// Oldest first, by `exportedAt` as an instant, then by the version's bytes.
        package let all: [Framework]
        package var newest: Framework { all[all.count - 1] }
        /// Of each statement the first and the last version that has it, as indexes of `all`; empty where there is one
        /// version. To search them all for each statement of a list would take seconds where there are many.
        private let spans: [StatementID: (first: Int32, last: Int32)]

        /// nil where there is none, or where they are not of one occupation.
        package init?(_ frameworks: [Framework]) {
            guard let soc = frameworks.first?.soc, frameworks.allSatisfy({ $0.soc == soc }) else { return nil }
            self.soc = soc
            all = frameworks.sorted {
                ($0.exportedAt.milliseconds, $0.version, $0.source.digest)
                    < ($1.exportedAt.milliseconds, $1.version, $1.source.digest)
            }
            spans = all.count > 1 ? Self.spans(in: all) : [:]
        }

        private static func spans(in versions: [Framework]) -> [StatementID: (first: Int32, last: Int32)] {
            var spans: [StatementID: (first: Int32, last: Int32)] = [:]
            for (index, framework) in zip(Int32(0)..., versions) {
                for level in framework.levels {
                    for statement in level.statements { spans[statement.id, default: (index, index)].last = index }
                }
            }
            return spans
        }

        /// The oldest and the newest version that have a statement. nil where none has it; of one version alone it is
        /// not asked.
        package func span(of id: StatementID) -> (first: Framework, last: Framework)? {
            guard all.count > 1 else { return (newest, newest) }
            return spans[id].map { (all[Int($0.first)], all[Int($0.last)]) }
        }

        package subscript(version: FrameworkVersion) -> Framework? {
            all.first { $0.version == version }
        }
    }

    package struct RejectedFile: Sendable {
        package let path: String
        package let findings: [Finding]

        package init(path: String, findings: [Finding]) {
            self.path = path
            self.findings = findings
        }
    }
}
