import JSON

/// What reading one export file gave.
package struct Export: Sendable {
    /// nil where a finding is an error.
    package let framework: Framework?
    /// In order of their place; all of them, or the first syntax error alone.
    package private(set) var findings: [Finding]
    /// Where the SOC code and the version string stand, in bytes from 0, for what is found between files.
    let offsets: (soc: Int, version: Int)
    /// Whether findings show the line that they are about.
    let hasExcerpts: Bool

    /// Reads and checks a file.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970; what was exported later is from the future.
    ///   - withExcerpts: whether findings show the line that they are about.
    package init(reading source: SourceFile, now: Int64, withExcerpts: Bool = false) {
        self.init(source, now: now, hasExcerpts: withExcerpts)
        guard withExcerpts else { return }
        for index in findings.indices { findings[index].addExcerpt(of: source.bytes) }
    }

    private init(_ source: SourceFile, now: Int64, hasExcerpts: Bool) {
        self.hasExcerpts = hasExcerpts
        let document: Document
        do throws(SyntaxError) {
            document = try Document(parsing: source.bytes)
        } catch {
            framework = nil
            findings = [Finding(error, in: source)]
            offsets = (0, 0)
            return
        }
        var reader = ExportReader(source: source, now: now)
        framework = reader.read(document)
        findings = reader.list.findings(of: source.path, source.bytes)
        offsets = (reader.socOffset, reader.versionOffset)
    }
}
