import Glibc
import JSON
import TestSupport
import Testing
import rungs

private let notJSON = Array("{".utf8)

@Suite struct ServeTests {
    @Test func `SIGTERM and SIGINT end the program with 0`() throws {
        for signal in [SIGTERM, SIGINT] {
            let server = try HarnessServer(["--data", HarnessBinary.samples])
            #expect(server.get("/livez")?.status == 200)
            server.process.send(signal)

            #expect(try server.process.wait() == 0)
            #expect(server.get("/livez") == nil)
        }
    }

    @Test func `a stream that was closed by whoever starts the program is never a socket`() throws {
        // Standard output tells the number of the process; then it is closed too.
        let script = "echo $$; exec \"$0\" serve --port 0 --data \"$1\" <&- >&- 2>&-"
        let process = try HarnessProcess(
            ["-c", script, HarnessBinary.path, HarnessBinary.samples], executable: "/bin/sh")
        let expected = ["/dev/null", "/dev/null", "/dev/null"]
        var streams: [String] = []
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline, streams != expected {
            usleep(5000)
            let number = process.standardOutput.split(separator: "\n").first.map(String.init) ?? ""
            streams = (0...2).map { link("/proc/\(number)/fd/\($0)") }
        }

        #expect(streams == expected)
    }

    /// Where a link leads; empty where there is none.
    private func link(_ path: String) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        return count < 0 ? "" : String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test func `a second signal ends at once`() throws {
        let server = try HarnessServer([
            "--data", HarnessBinary.samples, "--set", "timeout.linger=60", "--set", "timeout.drain=60",
        ])
        server.process.send(SIGTERM)
        _ = try server.process.logLine("draining")
        #expect(server.get("/readyz")?.status == 503)
        server.process.send(SIGTERM)

        #expect(try server.process.wait(seconds: 5) == 0)
    }

    @Test func `a port in use is found before anything is served`() throws {
        let first = try HarnessServer(["--data", HarnessBinary.samples])
        let second = try HarnessProcess(["serve", "--data", HarnessBinary.samples, "--port", "\(first.port)"])

        #expect(try second.wait() == 3)
        let complaints = second.standardError.split(separator: "\n").filter { $0.hasPrefix("rungs: ") }
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("127.0.0.1:\(first.port)") == true)
        #expect(complaints.first?.hasSuffix("Address already in use") == true)
        #expect(first.get("/readyz")?.status == 200)
    }

    @Test func `a bad file refuses the start, and its line is told`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        try folder.write("bad.json", notJSON)
        let process = try HarnessProcess(["serve", "--data", folder.path, "--port", "0"])

        #expect(try process.wait() == 2)
        let complaints = process.standardError.split(separator: "\n").filter { $0.hasPrefix("rungs: ") }
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("rungs: \(folder.path)/bad.json:1:") == true, "\(process.standardError)")
    }

    @Test func `under skip the rest is served, and log and readyz say what is not`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        try folder.write("bad.json", notJSON)
        let server = try HarnessServer(["--data", folder.path], environment: ["RUNGS_DATA_ON_ERROR": "skip"])

        #expect(try server.process.logLine("file left out").root["file"]?.text?.string == "\(folder.path)/bad.json")
        let dataset = try server.json("/readyz")["dataset"]
        #expect(dataset?["rejected"]?.integer == 1)
        #expect(dataset?["frameworks"]?.integer == 1)
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)
    }

    @Test func `SIGHUP serves what the files are now`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let server = try HarnessServer(["--data", folder.path])
        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 404)
        try folder.copySamples("43-4121")
        server.process.send(SIGHUP)
        _ = try server.process.logLine("loaded", skipping: 1)

        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 200)
        #expect(try server.json("/readyz")["dataset"]?["frameworks"]?.integer == 2)
    }

    @Test func `a reload that fails changes nothing and says why`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let server = try HarnessServer(["--data", folder.path])
        let before = try #require(server.get("/v1/frameworks/25-4031.00")).body
        try folder.copySamples("43-4121")
        try folder.write("bad.json", notJSON)
        server.process.send(SIGHUP)
        let refusal = try server.process.logLine("reload refused, serving what was served")

        #expect(refusal.root["reason"]?.text?.string.hasPrefix("\(folder.path)/bad.json:1:") == true)
        #expect(server.get("/v1/frameworks/25-4031.00")?.body == before)
        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 404)

        folder.remove("bad.json")
        server.process.send(SIGHUP)
        _ = try server.process.logLine("loaded", skipping: 1)
        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 200)
    }

    @Test func `under skip a file that went bad keeps what it served`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let name = try #require(HarnessFolder.names(in: folder.path).first)
        let server = try HarnessServer(["--data", folder.path, "--set", "data.onError=skip"])
        try folder.write(name, notJSON)
        server.process.send(SIGHUP)
        _ = try server.process.logLine("loaded", skipping: 1)

        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)
        #expect(try server.json("/readyz")["dataset"]?["rejected"]?.integer == 1)
    }

    @Test func `healthcheck finds the server by its settings`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples])
        let ready = try HarnessProcess(["healthcheck"], environment: ["RUNGS_PORT": "\(server.port)"])
        #expect(try ready.wait() == 0)

        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
        let gone = try HarnessProcess(["healthcheck"], environment: ["RUNGS_PORT": "\(server.port)"])
        #expect(try gone.wait() == 1)
        #expect(gone.standardError == "rungs: http://127.0.0.1:\(server.port)/readyz: connect: Connection refused\n")
    }

    @Test func `the log has the request id that an error told its client`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples], environment: ["RUNGS_ACCESS_LOG": "errors"])
        let told = try server.json("/v1/nothing")["requestId"]?.text?.string
        let line = try server.process.logLine("request").root

        #expect(told?.isEmpty == false)
        #expect(line["request_id"]?.text?.string == told)
        #expect(line["server.address"]?.text?.string == "localhost")
    }

    @Test func `the access log has a line for each request, and none where it is off`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples], environment: ["RUNGS_ACCESS_LOG": "all"])
        _ = server.get("/v1/frameworks?limit=1")
        _ = server.get("/livez")
        let line = try server.process.logLine("request").root
        #expect(line["http.request.method"]?.text?.string == "GET")
        #expect(line["url.path"]?.text?.string == "/v1/frameworks")
        #expect(line["url.query"]?.text?.string == "limit=1")
        #expect(line["http.response.status_code"]?.integer == 200)
        #expect(line["dataset.revision"]?.text?.count == 8)

        let silent = try HarnessServer(["--data", HarnessBinary.samples])
        _ = silent.get("/v1/frameworks")
        for process in [server.process, silent.process] {
            process.send(SIGTERM)
            #expect(try process.wait() == 0)
        }
        #expect(server.process.logLines.count { $0.root["message"]?.text?.string == "request" } == 1)
        #expect(!silent.process.standardError.contains("\"message\":\"request\""))
    }
}
