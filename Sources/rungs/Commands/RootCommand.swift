package import ArgumentParser

/// A command of the program: it is given what it may touch of the outside, and says how it ended.
package protocol ProgramCommand: ParsableCommand {
    func run(in context: ProgramContext) throws(Failure) -> ExitStatus
}

/// `rungs` itself: without a command it prints its help.
package struct RootCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rungs",
        abstract: "Serves a folder of occupational skills framework exports as an HTTP API.",
        version: "rungs \(Version.current)",
        subcommands: [
            ServeCommand.self, ValidateCommand.self, HealthcheckCommand.self, ConfigCommand.self, OpenAPICommand.self,
            KeysCommand.self, VersionCommand.self,
        ])

    package init() {}

    package func run(in context: ProgramContext) -> ExitStatus {
        context.output(Self.helpMessage() + "\n")
        return .success
    }
}
