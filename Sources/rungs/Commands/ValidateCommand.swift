package import ArgumentParser
import Catalog

/// `rungs validate`.
package struct ValidateCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks exports and lists every finding.",
        discussion: "Exits with 0 where there is no error, 1 where there is one, 2 where a path cannot be read.")

    @Argument(help: "Folders or files.")
    package var paths: [String]

    @Option(help: "How the report is written.")
    package var format = Format.text

    @Flag(help: "Warnings count as errors.")
    package var strict = false

    @OptionGroup
    package var settings: SettingsOptions

    package enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
        case text, json
    }

    package init() {}

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        let checked = try settings.raw([], in: context).checked(in: context)
        let options = Loader.Options(
            paths: paths, maxFileBytes: checked.data.maxFileBytes, isStrict: strict, parallelism: context.processors)
        let outcome = Loader.load(options)
        let report = FindingReport(files: outcome.fileCount, findings: outcome.findings)
        context.output(format == .json ? report.json : report.text)
        if !outcome.unreadable.isEmpty || !report.unreadable(among: paths).isEmpty { return .data }
        return outcome.hasErrors ? .failure : .success
    }
}
