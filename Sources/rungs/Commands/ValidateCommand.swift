package import ArgumentParser
import Catalog

/// `rungs validate`.
package struct ValidateCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks exports and lists every finding.",
        discussion: """
            Every finding has its file, line and column, a JSON pointer, the id of its
            rule and how to mend it. As text it shows the line too; json is one object;
            github annotates the files of a workflow.

            Exits with 0 where there is no error, 1 where there is one (with --strict a
            warning too), 2 where a path cannot be read.
            """)

    @Argument(help: "Folders or files.")
    package var paths: [String]

    @Option(help: "How the report is written.")
    package var format = Format.text

    @Flag(help: "Warnings count as errors.")
    package var strict = false

    @OptionGroup
    package var settings: SettingsOptions

    package enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
        case text, json, github
    }

    package init() {}

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        let checked = try settings.raw([], in: context).checked(in: context)
        let options = Loader.Options(
            paths: paths, maxFileBytes: checked.data.maxFileBytes, isStrict: strict, withExcerpts: format == .text,
            parallelism: context.processors)
        let progress = context.isErrorTerminal ? ProgressLine(write: context.errorOutput) : nil
        let outcome = Loader.load(options) { progress?.update($0, of: $1) }
        progress?.end()
        let report = FindingReport(files: outcome.fileCount, findings: outcome.findings)
        switch format {
        case .text: context.output(report.text(isColoured: context.hasColours))
        case .json: context.output(report.json)
        case .github: context.output(report.github)
        }
        if !outcome.unreadable.isEmpty || !report.unreadable(among: paths).isEmpty { return .data }
        return outcome.hasErrors ? .failure : .success
    }
}
