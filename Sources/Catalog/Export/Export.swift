import JSON

/// What reading one export file gave.
package struct Export: Sendable {
    /// nil where a finding is an error.
    package let framework: Framework?
    /// In order of their place; all of them, or the first syntax error alone.
    package private(set) var findings: [Finding]

    /// Reads and checks a file.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970; what was exported later is from the future.
    ///   - withExcerpts: whether findings show the line that they are about.
    package init(reading source: SourceFile, now: Int64, withExcerpts: Bool = false) {
        self.init(source, now: now)
        guard withExcerpts else { return }
        for index in findings.indices { findings[index].addExcerpt(of: source.bytes) }
    }

    private init(_ source: SourceFile, now: Int64) {
        let document: Document
        do throws(SyntaxError) {
            document = try Document(parsing: source.bytes)
        } catch {
            framework = nil
            findings = [Finding(error, in: source)]
            return
        }
        var reader = ExportReader(source: source, now: now)
        framework = reader.read(document)
        findings = reader.list.findings(of: source.path, source.bytes)
    }
}
