import Glibc
import JSON
import Testing
import rungs

@Suite struct CommandTests {
    @Test(arguments: [
        ([], "OVERVIEW: "), (["--help"], "OVERVIEW: "), (["serve", "--help"], "OVERVIEW: "), (["help"], "OVERVIEW: "),
        (["--version"], "rungs \(Version.current)\n"), (["version"], "rungs \(Version.current)\n"),
        (["version", "--json"], "{\"name\":\"rungs\""), (["config", "--example"], "{\n  \"data\": {"),
        (["config", "--show"], "data.paths "),
    ])
    func `what is asked for goes to standard output`(arguments: [String], beginning: String) throws {
        let process = try HarnessProcess(arguments)

        #expect(try process.wait() == 0)
        #expect(process.standardOutput.hasPrefix(beginning))
        #expect(process.standardError == "")
    }

    @Test(
        arguments: [
            (["bogus"], 1, "rungs: Unexpected argument 'bogus'"),
            (["serve", "--prot", "1"], 1, "rungs: Unknown option '--prot'. Did you mean '--port'?"),
            (["serve", "--port", "x"], 1, "rungs: http.port: `x` (--port) is not a whole number from 0 to 65535"),
            (["serve", "--workers", "-1"], 1, "rungs: http.workers: `-1` (--workers) is not a whole number"),
            (
                ["serve", "--set", "log.levl=info"], 1,
                "rungs: unknown setting log.levl (--set); did you mean log.level?"
            ),
            (["serve", "--set", "log.level"], 1, "rungs: --set log.level: it takes KEY=VALUE"),
            (["serve", "--config", "/nonexistent"], 1, "rungs: --config: cannot read /nonexistent: No such file"),
            (["serve", "--data", "/nonexistent"], 2, "rungs: /nonexistent: "),
            (["validate"], 1, "rungs: Missing expected argument"),
            (["healthcheck", "--url", "http://127.0.0.1:1/readyz"], 1, "rungs: http://127.0.0.1:1/readyz: connect: "),
            (["healthcheck", "--url", "nonsense"], 1, "rungs: --url: `nonsense` is not an http or https URL"),
            (["healthcheck", "--timeout", "0"], 1, "rungs: --timeout takes seconds from above 0 to 3600"),
            (["healthcheck", "--timeout", "-1"], 1, "rungs: --timeout takes seconds from above 0 to 3600"),
            (["serve", "--set", "data.onError=skip", "--data", "/nonexistent"], 2, "rungs: /nonexistent: "),
            (
                ["--generate-completion-script", "nosh"], 1,
                "rungs: Can't generate completion scripts for 'nosh'. Please use "
            ),
            (["serve", "--host", "192.0.2.1"], 3, "rungs: cannot listen on "),
            (["serve", "--host", "nowhere.invalid"], 3, "rungs: cannot listen on nowhere.invalid:8080: no such host"),
        ] as [([String], Int32, String)])
    func `what goes wrong is one line on standard error and a status`(
        arguments: [String], status: Int32, beginning: String
    ) throws {
        let process = try HarnessProcess(arguments)

        #expect(try process.wait() == status)
        #expect(process.standardOutput == "")
        let complaints = process.standardError.split(separator: "\n").filter { $0.hasPrefix("rungs: ") }
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix(beginning) == true, "\(process.standardError)")
        #expect(!process.standardError.contains("\"message\":\"serving\""))
    }

    @Test func `a wrong variable is named with the nearest right one`() throws {
        let process = try HarnessProcess(["serve"], environment: ["RUNGS_WORKER": "1"])

        #expect(try process.wait() == 1)
        #expect(
            process.standardError
                == "rungs: unknown setting RUNGS_WORKER (the environment); did you mean RUNGS_WORKERS?\n")
    }

    @Test func `a settings file is found by its variable`() throws {
        let folder = try HarnessFolder()
        try folder.write("rungs.json", Array("{\"http\": {\"port\": 9000}}".utf8))
        let process = try HarnessProcess(["config"], environment: ["RUNGS_CONFIG": "\(folder.path)/rungs.json"])

        #expect(try process.wait() == 0)
        let line = process.standardOutput.split(separator: "\n").first { $0.hasPrefix("http.port ") }
        #expect(line?.hasSuffix("\(folder.path)/rungs.json:1") == true)
        #expect(line?.contains(" 9000 ") == true)
    }

    @Test func `help fits a terminal`() throws {
        let process = try HarnessProcess(["serve", "--help"])

        #expect(try process.wait() == 0)
        let settings = process.standardOutput.split(separator: "\n").drop { !$0.hasPrefix("SETTINGS") }.dropFirst()
            .prefix { $0.hasPrefix(" ") }
        // Nothing was broken once more by the argument parser: then the list would end there.
        #expect(settings.count { $0.hasPrefix("  ") && !$0.hasPrefix("   ") } == Setting.table.count)
    }

    @Test func `validate says how many files are good`() throws {
        let process = try HarnessProcess(["validate", HarnessBinary.samples, "--format", "json"])

        #expect(try process.wait() == 0)
        let report = try Document(parsing: Array(process.standardOutput.utf8)).root
        #expect(report["files"]?.integer ?? 0 >= 4)
        #expect(report["errors"]?.integer == 0)
    }

    @Test func `validate lists every finding of a bad file with its place`() throws {
        let folder = try HarnessFolder()
        try folder.write("bad.json", Array("{\n  \"schemaVersion\" 1\n}".utf8))
        let process = try HarnessProcess(["validate", folder.path, "--format", "json"])

        #expect(try process.wait() == 1)
        let report = try Document(parsing: Array(process.standardOutput.utf8)).root
        let finding = report["findings"]?.elements.first { _ in true }
        #expect(finding?["file"]?.text?.string == "\(folder.path)/bad.json")
        #expect(finding?["line"]?.integer == 2)
        #expect(finding?["severity"]?.text?.string == "error")
        #expect(finding?["help"]?.text?.isEmpty == false)
    }

    @Test(arguments: ["text", "json", "github"])
    func `validate reports what can be read beside a path that is not there`(format: String) throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-")
        try folder.write("bad.json", Array("{".utf8))
        let paths = ["\(folder.path)/bad.json", "/nonexistent", "", folder.path]
        let process = try HarnessProcess(["validate", "--format", format] + paths)

        #expect(try process.wait() == 2)
        #expect(process.standardError == "")
        if format == "json" {
            let report = try Document(parsing: Array(process.standardOutput.utf8)).root
            #expect(report["files"]?.integer == 2)
            let findings = report["findings"]?.elements.map {
                "\($0["rule"]?.text?.string ?? "") \($0["file"]?.text?.string ?? "")"
            }
            #expect(
                findings == [
                    "unreadable-file \"\"", "unreadable-file /nonexistent", "invalid-json \(folder.path)/bad.json",
                ])
        } else {
            let lines = process.standardOutput.split(separator: "\n")
            #expect(lines.contains { $0.contains("/nonexistent") && $0.contains("no such file or folder") })
            #expect(lines.contains { $0.contains("\(folder.path)/bad.json") && $0.contains("unexpected end") })
            #expect(lines.last == "2 files, 3 errors, 0 warnings")
        }
    }

    @Test func `validate shows the line and has no colours on a pipe`() throws {
        let folder = try HarnessFolder()
        try folder.write("bad.json", Array("{\n  \"schemaVersion\" 1\n}".utf8))
        let process = try HarnessProcess(["validate", folder.path])

        #expect(try process.wait() == 1)
        #expect(process.standardOutput.contains("\n  2 |   \"schemaVersion\" 1\n    |                   ^\n"))
        #expect(!process.standardOutput.contains("\u{1B}"))
    }
}
