package import ArgumentParser

/// `rungs config`.
package struct ConfigCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows the effective settings, or an example of a settings file.")

    @Flag(help: "Every setting with its value and where it came from (this is what is done without a flag).")
    package var show = false

    @Flag(help: "A settings file with every setting and its default.")
    package var example = false

    @OptionGroup
    package var options: ServerOptions

    package init() {}

    package func validate() throws {
        guard !(show && example) else { throw ValidationError("--show and --example cannot be had together") }
    }

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        if example {
            context.output(Setting.example())
            return .success
        }
        let raw = try options.raw(in: context)
        // Wrong settings are not effective: they are told as `serve` would tell them.
        _ = try raw.checked(in: context)
        context.output(Setting.listing(raw))
        return .success
    }
}
