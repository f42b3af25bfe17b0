/// What a command sees of the outside.
package struct ProgramContext: Sendable {
    package var environment: [String: String]
    /// The path of the running program, and the working directory: the samples are found from there.
    package var executable: String?
    package var workingDirectory: String?
    package var processors: Int
    /// Whether standard output and standard error are terminals.
    package var isOutputTerminal: Bool
    package var isErrorTerminal: Bool
    /// Reads standard input to its end.
    package var input: File.InputReading
    package var output: @Sendable (String) -> Void
    /// Writes to standard error.
    package var errorOutput: @Sendable (String) -> Void

    package init(
        environment: [String: String], executable: String?, workingDirectory: String?, processors: Int,
        isOutputTerminal: Bool, isErrorTerminal: Bool,
        input: @escaping File.InputReading, output: @escaping @Sendable (String) -> Void,
        errorOutput: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.executable = executable
        self.workingDirectory = workingDirectory
        self.processors = processors
        self.isOutputTerminal = isOutputTerminal
        self.isErrorTerminal = isErrorTerminal
        self.input = input
        self.output = output
        self.errorOutput = errorOutput
    }

    /// The real one.
    package static var current: ProgramContext {
        let output = LogSink(descriptor: 1)
        let errorOutput = LogSink(descriptor: 2)
        return ProgramContext(
            environment: Process.environment, executable: Process.executable,
            workingDirectory: Process.workingDirectory, processors: Processors.available(),
            isOutputTerminal: Process.isTerminal(1), isErrorTerminal: Process.isTerminal(2),
            input: File.readInput,
            output: { output.write(Array($0.utf8)) }, errorOutput: { errorOutput.write(Array($0.utf8)) })
    }

    /// Whether standard output may have colours (https://no-color.org).
    package var hasColours: Bool {
        isOutputTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// One line on standard error.
    package func complain(_ message: String) {
        errorOutput("rungs: \(OneLine.text(message))\n")
    }
}
