package import ArgumentParser
import JSON

/// `rungs version`.
package struct VersionCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Prints the version.")

    @Flag(help: "As one JSON object.")
    package var json = false

    package init() {}

    package func run(in context: ProgramContext) -> ExitStatus {
        if json {
            var writer = Writer()
            writer.object { writer in
                writer.member("name", "rungs")
                writer.member("version", Version.current)
            }
            context.output(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        } else {
            context.output("rungs \(Version.current)\n")
        }
        return .success
    }
}
