import Foundation
import TestSupport

/// The `jsonschema` package for Python: a validator that is not ours.
enum PythonValidator {
    /// The command of a Python that has the package: the system's, where its packages are installed, or the first of
    /// the path. nil where there is none.
    static let python: [String]? = [["/usr/bin/python3"], ["/usr/bin/env", "python3"]].first { command in
        (try? run(command + ["-c", "import jsonschema; jsonschema.Draft202012Validator"], input: [])) != nil
    }

    enum Verdict: String {
        case valid, invalid
        /// No JSON text.
        case unreadable
    }

    /// Checks a schema against its meta-schema, its examples against it, and documents; all in one process.
    static func verdicts(of schema: [UInt8], on documents: [[UInt8]]) throws -> [Verdict] {
        let file = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID()).json")
        try Data(schema).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let lines = documents.map { Data($0).base64EncodedString() + "\n" }.joined()
        let output = try run(
            (python ?? []) + [Files.inRepository("Tests/Schemas/validate.py"), file.path], input: Array(lines.utf8))
        return output.split(separator: "\n").compactMap { Verdict(rawValue: String($0)) }
    }

    /// What is wrong with answers, a line each.
    ///
    /// - Parameter input: what `answers.py` reads.
    static func faults(of input: [UInt8]) throws -> [String] {
        let output = try run((python ?? []) + [Files.inRepository("Tests/Schemas/answers.py")], input: input)
        return output.split(separator: "\n").map(String.init)
    }

    private struct Failure: Error {
        let output: String
    }

    /// What a command writes to its standard output; an error with what it wrote elsewhere where it fails.
    static func run(_ command: [String], input: [UInt8]) throws -> String {
        // A file and not a pipe: a pipe could fill while its other end fills another.
        let file = FileManager.default.temporaryDirectory.appending(path: "input-\(UUID())")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: command.first ?? "")
        process.arguments = Array(command.dropFirst())
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text
    }
}
