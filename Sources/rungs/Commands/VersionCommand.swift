package import ArgumentParser
import JSON

/// `rungs version`.
package struct VersionCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Prints the version.")

    @Flag(help: "As one JSON object, with the versions of what the program is made of.")
    package var json = false

    package init() {}

    package func run(in context: ProgramContext) -> ExitStatus {
        if json {
            var writer = Writer()
            writer.object { writer in
                writer.member("name", "rungs")
                writer.member("version", Version.current)
                writer.member("swift", Version.swift)
                writer.versions("libraries", Version.libraries)
                writer.versions("packages", Version.packages)
            }
            context.output(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        } else {
            context.output("rungs \(Version.current)\n")
        }
        return .success
    }
}

extension Writer {
    fileprivate mutating func versions(_ name: StaticString, _ versions: [(name: String, version: String)]) {
        self.name(name)
        object { writer in
            for (name, version) in versions {
                writer.name(Text(name))
                writer.string(version)
            }
        }
    }
}
