import API
package import ArgumentParser
import HTTP
import Server

/// `rungs openapi`.
package struct OpenAPICommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Prints the contract: the OpenAPI document that a server with these settings has.")

    @Option(name: .shortAndLong, help: ArgumentHelp("Writes it to a file.", valueName: "file"))
    package var output: String?

    @OptionGroup
    package var settings: ServerOptions

    package init() {}

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        var settings = try settings.raw(in: context).checked(in: context)
        settings.api.serverVersion = Version.current
        let base = settings.server.publicBase ?? LinkBase(settings.server.basePath)
        let document = OpenAPIDocument(base: base, options: settings.api).json + [UInt8(ascii: "\n")]
        guard let output else {
            context.output(String(decoding: document, as: UTF8.self))
            return .success
        }
        do {
            try File.write(document, to: output)
        } catch {
            throw Failure(.failure, "\(output): \(error.reason)")
        }
        return .success
    }
}
