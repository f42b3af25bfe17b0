package import ArgumentParser

/// `rungs keys`.
package struct KeysCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Makes what stands in the file of keys (auth.keysFile).",
        subcommands: [KeysHashCommand.self])

    package init() {}

    package func run(in context: ProgramContext) -> ExitStatus {
        context.output(RootCommand.helpMessage(for: Self.self) + "\n")
        return .success
    }
}

/// `rungs keys hash`. A key is never an argument: those of a process can be read by everybody.
package struct KeysHashCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hash", abstract: "Prints the line that lets the holder of a key in.",
        discussion: """
            Reads the key from standard input. With --generate it makes a new one and
            prints it first: it is nowhere else, and cannot be had again.
            """)

    @Flag(help: "Makes a new key of 256 random bits.")
    package var generate = false

    @Option(help: "What the access log calls its holder: letters, digits and ._-")
    package var name: String?

    package init() {}

    package func validate() throws {
        guard name.map(KeyFile.isName) ?? true else {
            throw ValidationError("--name takes 1 to 64 letters, digits or ._-")
        }
    }

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        if generate {
            let key = APIKey()
            context.output("\(key.text)\n\(key.line(name: name))\n")
        } else {
            context.output("\(try key(in: context).line(name: name))\n")
        }
        return .success
    }

    private func key(in context: ProgramContext) throws(Failure) -> APIKey {
        var bytes: ArraySlice<UInt8>
        do {
            bytes = try context.input()[...]
        } catch {
            throw Failure(.failure, "cannot read standard input: \(error.reason)")
        }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        do {
            return try APIKey(bytes)
        } catch {
            throw Failure(.failure, "\(error)")
        }
    }
}
