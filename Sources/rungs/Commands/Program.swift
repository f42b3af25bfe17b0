import ArgumentParser

/// The whole program as a function: main.swift only calls it.
package enum Program {
    /// - Parameter arguments: without the name of the program.
    package static func run(_ arguments: [String], in context: ProgramContext) -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try RootCommand.parseAsRoot(arguments)
        } catch {
            return report(error, in: context)
        }
        guard let command = command as? any ProgramCommand else {
            // The argument parser's own commands: `help`.
            do {
                var command = command
                try command.run()
                return .success
            } catch {
                return report(error, in: context)
            }
        }
        do {
            return try command.run(in: context)
        } catch {
            for message in error.messages {
                context.complain(message)
            }
            return error.status
        }
    }

    /// Help and version are asked for: standard output, success. All else is a usage error: one line.
    private static func report(_ error: any Error, in context: ProgramContext) -> ExitStatus {
        if RootCommand.exitCode(for: error) == .success {
            context.output(RootCommand.fullMessage(for: error) + "\n")
            return .success
        }
        // The argument parser breaks some of its lines.
        let message = RootCommand.message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        context.complain("\(message) (`rungs --help` shows what there is)")
        return .failure
    }
}
