package import ArgumentParser

/// `rungs healthcheck`, for the HEALTHCHECK of an image.
package struct HealthcheckCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Asks a running server whether it is ready.",
        discussion: """
            The server is found by the same settings that it was started with, or by --url.
            Its certificate is not checked. Where it asks for one of the client, set
            admin.port: that is asked then.
            """)

    @Option(help: "Asks this address: http://host:port/path, or https.")
    package var url: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Gives up after this time.", valueName: "seconds"))
    package var timeout = 3.0

    @OptionGroup
    package var settings: ServerOptions

    package init() {}

    package func validate() throws {
        guard timeout > 0, timeout <= 3600 else {
            throw ValidationError("--timeout takes seconds from above 0 to 3600")
        }
    }

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        let target = try target(in: context)
        let status: Int
        do {
            status = try HealthClient.status(of: target, timeout: .seconds(timeout))
        } catch {
            throw Failure(.failure, "\(target.url): \(error.message)")
        }
        guard status == 200 else { throw Failure(.failure, "\(target.url): not ready, status \(status)") }
        return .success
    }

    private func target(in context: ProgramContext) throws(Failure) -> HealthTarget {
        guard let url else {
            return HealthTarget(try settings.raw(in: context).checked(in: context))
        }
        guard let target = HealthTarget(url: url) else {
            throw Failure(.failure, "--url: `\(url)` is not an http or https URL")
        }
        return target
    }
}
