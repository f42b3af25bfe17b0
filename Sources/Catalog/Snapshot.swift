/// All that is served, at one moment. It never changes: a reload makes another one, and what holds a snapshot never
/// sees later data.
package final class Snapshot: Sendable {
    /// Counts the snapshots of this process from 1.
    package let generation: UInt64
    /// In order of SOC.
    package let occupations: [Versions]
    /// The first 8 hex digits of SHA-256 over the sorted lines `soc TAB version TAB hex(digest)`: equal wherever the
    /// same files were loaded.
    package let revision: String
    /// Seconds since 1970.
    package let loadedAt: Int64
    /// The files that were left out, each with its findings.
    package let rejected: [RejectedFile]
    package let frameworkCount: Int
    package let statementCount: Int

    package init(generation: UInt64, occupations: [Versions], loadedAt: Int64, rejected: [RejectedFile]) {
        preconditionFailure("to be written")
    }

    package func versions(of soc: SOC) -> Versions? { preconditionFailure("to be written") }

    /// The loaded versions of one occupation, never empty.
    package struct Versions: Sendable {
        package let soc: SOC
        /// Oldest first, by `exportedAt` as an instant, then by the version's bytes.
        package let all: [Framework]
        package var newest: Framework { all[all.count - 1] }

        package init?(_ frameworks: [Framework]) {
            preconditionFailure("to be written")
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
