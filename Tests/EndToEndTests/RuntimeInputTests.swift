import Glibc
import JSON
import Testing
import rungs

/// The bad inputs that only the real program meets; the others are in CatalogTests, under the same name.
@Suite(.serialized) struct RuntimeInputTests {
    /// What the program says of a path to somebody who may read only what others may.
    private static func validate(_ path: String, copy: String) throws -> (status: Int32, findings: [String], files: Int)
    {
        let process = try HarnessBinary.runUnprivileged(["validate", "--format", "json", path], copy: copy)
        let status = try process.wait(seconds: 60)
        let report = try Document(parsing: Array(process.standardOutput.utf8)).root
        let findings = report["findings"]?.elements.map { finding in
            ["rule", "file", "message"].map { finding[$0]?.text?.string ?? "" }.joined(separator: " ")
        }
        return (status, findings ?? [], report["files"]?.integer ?? 0)
    }

    @Test func `what may not be read is told with the reason, and the rest is loaded`() throws {
        let folder = try HarnessFolder()
        let data = "\(folder.path)/data"
        let copy = "\(folder.path)/rungs"
        folder.makeFolder("data")
        folder.makeFolder("data/closed")
        let export = try #require(try HarnessFolder.names(in: HarnessBinary.samples).first { $0.hasPrefix("25-") })
        for name in ["data/open.json", "data/secret.json", "data/closed/x.json"] {
            try folder.write(name, File.read("\(HarnessBinary.samples)/\(export)"))
        }
        chmod(folder.path, 0o755)
        chmod("\(data)/secret.json", 0)
        chmod("\(data)/closed", 0)
        defer { chmod("\(data)/closed", 0o755) }

        let all = try Self.validate(data, copy: copy)
        #expect(all.status == 1)
        #expect(all.files == 2)
        #expect(
            all.findings == [
                "unreadable-folder \(data)/closed cannot read the folder: permission denied",
                "unreadable-file \(data)/secret.json cannot read: permission denied",
            ])
        // By name the same things end it with the status of a path that cannot be read.
        let file = try Self.validate("\(data)/secret.json", copy: copy)
        #expect(file.status == 2)
        #expect(file.findings == ["unreadable-file \(data)/secret.json cannot read: permission denied"])
        let closed = try Self.validate("\(data)/closed", copy: copy)
        #expect(closed.status == 2)
        #expect(closed.findings == ["unreadable-folder \(data)/closed cannot read: permission denied"])
    }

    @Test func `of 20,000 bad files validate lists each, and serve starts quickly and logs a few lines`() throws {
        let count = 20_000
        let folder = try HarnessFolder()
        try folder.copySamples("25-")
        for index in 0..<count { try folder.write("bad-\(index).json", [UInt8(ascii: "{")]) }

        let validate = try HarnessProcess(["validate", folder.path])
        #expect(try validate.wait(seconds: 120) == 1)
        let lines = validate.standardOutput.split(separator: "\n")
        #expect(
            lines.count { $0.hasSuffix(": error: not valid JSON: unexpected end at byte 1 [invalid-json]") } == count)
        #expect(lines.last == "\(count + 1) files, \(count) errors, 0 warnings")
        // No progress, however long it took.
        #expect(validate.standardError == "")

        // It waits no longer than 20 seconds.
        let server = try HarnessServer(["--data", folder.path, "--set", "data.onError=skip"])
        #expect(server.process.logLines.count < 30)
        #expect(try server.json("/v1/frameworks")["page"]?["total"]?.integer == 1)
        #expect(try server.json("/readyz")["dataset"]?["rejected"]?.integer == count)
    }

    @Test func `a million statements take a bounded memory`() throws {
        let folder = try HarnessFolder()
        let statements = (1...1_000_000).map { "\"Step \($0) — do it.\"" }.joined(separator: ",")
        let export = """
            {"schemaVersion": "1.0", "exportedAt": "2026-01-15T09:30:00Z", "occupation": {"soc": "11-1011.00",
            "title": "A"}, "framework": {"version": "v.26.01", "levels": {"emerging": {"statements": [\(statements)]}}}}
            """
        try folder.write("x.json", Array(export.utf8))
        let process = try HarnessProcess(["validate", "--set", "data.maxFileBytes=64MiB", folder.path])
        #expect(try process.wait(seconds: 120) == 0)
        #expect(process.standardOutput.contains(" [many-statements] at /framework/levels/emerging/statements\n"))
        #expect(process.peakMemory < 64 * export.utf8.count, "\(process.peakMemory)")
    }
}
