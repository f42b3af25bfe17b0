import JSON

/// What reading one export file gave.
package struct Export: Sendable {
    /// nil where a finding is an error.
    package let framework: Framework?
    /// In order of their place; all of them, or the first syntax error alone.
    package let findings: [Finding]

    /// Reads and checks a file.
    ///
    /// - Parameter now: milliseconds since 1970; what was exported later is from the future.
    package init(reading source: SourceFile, now: Int64) {
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
