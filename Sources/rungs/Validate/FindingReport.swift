package import Catalog
import JSON

/// The outcome of `rungs validate`.
package struct FindingReport: Sendable {
    package let files: Int
    package let findings: [Finding]

    package init(files: Int, findings: [Finding]) {
        self.files = files
        self.findings = findings
    }

    package var errors: Int { count(.error) }
    package var warnings: Int { count(.warning) }

    private func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }

    /// Those of the paths that a person named which could not be read at all.
    package func unreadable(among paths: [String]) -> [String] {
        let files = Set(findings.filter { $0.rule == .unreadableFile }.map(\.file))
        return paths.filter { files.contains(escaped(bytes: Array($0.utf8))) }
    }

    /// `3 files, 1 error, 2 warnings`
    var counts: String {
        [counted(files, "file"), counted(errors, "error"), counted(warnings, "warning")].joined(separator: ", ")
    }

    /// One object, on one line.
    package var json: String {
        var writer = Writer()
        writer.object { writer in
            writer.member("files", files)
            writer.member("errors", errors)
            writer.member("warnings", warnings)
            writer.name("findings")
            writer.array { writer in
                for finding in findings {
                    write(finding, to: &writer)
                }
            }
        }
        // The same values, but nothing in them that a terminal obeys.
        return OneLine.text(String(decoding: writer.bytes, as: UTF8.self)) + "\n"
    }

    /// Line, column and offset are absent where the finding is about the file as a whole.
    private func write(_ finding: Finding, to writer: inout Writer) {
        writer.object { writer in
            writer.member("file", finding.file)
            writer.member("line", finding.line)
            writer.member("column", finding.column)
            writer.member("offset", finding.offset)
            writer.member("pointer", finding.pointer)
            writer.member("rule", finding.rule.id)
            writer.member("severity", finding.severity.rawValue)
            writer.member("message", finding.message)
            writer.member("help", finding.help)
        }
    }
}
