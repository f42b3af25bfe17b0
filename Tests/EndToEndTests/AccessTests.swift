import Glibc
import Hashing
import JSON
import TestSupport
import Testing
import rungs

/// Keys, rates and origins as the settings that they are.
@Suite(.serialized) struct `The doors` {
    private static let key = "a-key-that-lets-in-1"
    private static let other = "a-key-that-lets-in-2"

    private static func line(_ key: String) -> String {
        SHA256(hashing: Array(key.utf8)).hex + "\n"
    }

    private func server(_ settings: [String], workers: Int = 1) throws -> HarnessServer {
        try HarnessServer(
            ["--data", HarnessBinary.samples, "--workers", "\(workers)"] + settings.flatMap { ["--set", $0] })
    }

    private func folder(_ keys: String) throws -> HarnessFolder {
        let folder = try HarnessFolder()
        try folder.write("keys", Array(keys.utf8))
        return folder
    }

    private func ask(_ port: Int, _ line: String, _ fields: String = "") throws -> RawResponse {
        let client = try #require(RawClient(port: port))
        client.send("\(line) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)\r\n")
        return try #require(client.response(toHEAD: line.hasPrefix("HEAD")))
    }

    // MARK: - Keys

    @Test func `without a key all is refused but what supervisors and browsers ask`() throws {
        let folder = try folder("web:" + Self.line(Self.key))
        let server = try server(["auth.keysFile=\(folder.path)/keys"])
        let good = "X-API-Key: \(Self.key)\r\n"
        let cases = [
            ("GET /v1/frameworks", "", 401), ("GET /v1/frameworks?key=\(Self.key)", good, 400),
            ("GET /v1/frameworks", good, 200), ("GET /v1", "Authorization: Bearer \(Self.key)\r\n", 200),
            ("GET /metrics", "", 401), ("GET /metrics", good, 200), ("GET /version", "", 401),
            ("GET /openapi.json", "", 401), ("GET /none", "", 401), ("DELETE /v1", "", 401),
            ("GET /livez", "", 200), ("GET /readyz", "", 200), ("HEAD /healthz", "", 200),
            ("OPTIONS /v1/frameworks", "", 204),
        ]
        for (line, fields, status) in cases {
            let response = try ask(server.port, line, fields)
            #expect(response.status == status, "\(line)")
            guard status == 401 else { continue }
            #expect(response["www-authenticate"] == "Bearer realm=\"rungs\"")
            #expect(response["content-type"] == "application/problem+json; charset=utf-8")
            #expect(response["access-control-allow-origin"] == "*")
            #expect(response["cache-control"] == "no-store")
            #expect(response["x-request-id"] != nil)
        }
        let answer = try ask(server.port, "GET /v1/frameworks", good)
        #expect(answer["cache-control"]?.hasPrefix("private, max-age=300") == true)
        #expect(answer["vary"] == "Accept, Accept-Encoding, Authorization, X-API-Key")
    }

    @Test func `the log has the name of the key that let in, and never a key`() throws {
        let folder = try folder("web:" + Self.line(Self.key))
        let server = try server(["auth.keysFile=\(folder.path)/keys", "log.access=all", "log.level=trace"])
        for key in [Self.key, "not-a-key-that-lets-in"] {
            _ = try ask(server.port, "GET /v1", "X-API-Key: \(key)\r\nAuthorization: Bearer \(key)\r\n")
        }
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
        let requests = server.process.logLines.map(\.root).filter { $0["message"]?.text?.string == "request" }
        #expect(requests.map { $0["user.name"]?.text?.string } == ["web", nil])
        #expect(requests.map { $0["error.type"]?.text?.string } == [nil, "invalid-key"])
        #expect(!server.process.standardError.contains("lets-in"))
    }

    @Test func `health checks and the admin port need no key`() throws {
        let folder = try folder(Self.line(Self.key))
        let settings = ["auth.keysFile=\(folder.path)/keys"]
        let single = try server(settings)
        let health = try HarnessProcess(["healthcheck"], environment: ["RUNGS_PORT": "\(single.port)"])
        #expect(try health.wait() == 0, "\(health.standardError)")

        let apart = try server(settings + ["admin.port=0", "limit.rate=1/86400"])
        let url = try #require(apart.process.logLine("serving").root["admin"]?.text?.string)
        let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
        for _ in 0..<3 { #expect(try ask(port, "GET /metrics").status == 200) }
        #expect(try ask(apart.port, "GET /livez").status == 401)
    }

    @Test(arguments: [
        ("", "it has no key, so nobody could come in"), ("# nobody\n", "it has no key, so nobody could come in"),
        ("abc\n", ":1: not 64 hexadecimal digits"),
        (line(key) + line(key), ":2: the key of line 1 stands here again"),
    ])
    func `a bad file refuses the start and is told with its line`(keys: String, message: String) throws {
        let folder = try folder(keys)
        let process = try HarnessProcess(["serve", "--port", "0", "--set", "auth.keysFile=\(folder.path)/keys"])
        #expect(try process.wait() == 1)
        let complaints = process.standardError.split(separator: "\n").filter { $0.hasPrefix("rungs: ") }
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("rungs: auth.keysFile: \(folder.path)/keys") == true)
        #expect(complaints.first?.contains(message) == true, "\(process.standardError)")
    }

    @Test func `a file that is not there refuses the start`() throws {
        let process = try HarnessProcess(["serve", "--port", "0"], environment: ["RUNGS_KEYS_FILE": "/nonexistent"])
        #expect(try process.wait() == 1)
        #expect(process.standardError == "rungs: auth.keysFile: cannot read /nonexistent: No such file or directory\n")
    }

    /// Half of the clients have a key that stays, the others one that goes and comes.
    @Test func `SIGHUP replaces the keys under load, and a bad file keeps those that were`() throws {
        let both = Self.line(Self.key) + Self.line(Self.other)
        let folder = try folder(both)
        let server = try server(["auth.keysFile=\(folder.path)/keys"], workers: 2)
        func requests(_ key: String) -> [String] {
            HarnessLoad.requests.map { $0.dropLast() + "X-API-Key: \(key)\r\n\r\n" }
        }
        let steady = HarnessLoad(port: server.port, clients: 8, requests: requests(Self.key))
        let changing = HarnessLoad(port: server.port, clients: 8, requests: requests(Self.other)) { _, response in
            [200, 401].contains(response.status) ? nil : "\(response.status)"
        }
        func status(_ key: String) -> Int? {
            try? ask(server.port, "GET /v1", "X-API-Key: \(key)\r\n").status
        }
        // Each connection meets one of the workers.
        func isEverywhere(_ expected: Int) -> Bool { (0..<20).allSatisfy { _ in status(Self.other) == expected } }
        for round in 0..<5 {
            try folder.write("keys", Array(Self.line(Self.key).utf8))
            server.process.send(SIGHUP)
            _ = try server.process.logLine("keys loaded", skipping: 2 * round)
            try server.waitUntil { isEverywhere(401) }

            try folder.write("keys", Array("\(both)nonsense\n".utf8))
            server.process.send(SIGHUP)
            let refusal = try server.process.logLine("keys refused, accepting those of before", skipping: round)
            #expect(refusal.root["reason"]?.text?.string.hasPrefix("\(folder.path)/keys:3: not 64") == true)
            #expect(status(Self.other) == 401)
            #expect(status(Self.key) == 200)

            try folder.write("keys", Array(both.utf8))
            server.process.send(SIGHUP)
            _ = try server.process.logLine("keys loaded", skipping: 2 * round + 1)
            try server.waitUntil { isEverywhere(200) }
        }
        steady.finish()
        changing.finish()
        #expect(steady.lost == [])
        #expect(changing.lost == [])
        #expect(steady.answered > 100)
    }

    @Test func `a change of the data alone reads no keys`() throws {
        let folder = try folder(Self.line(Self.key))
        let data = try HarnessFolder()
        try data.copySamples("25-")
        let server = try HarnessServer(["--data", data.path, "--set", "auth.keysFile=\(folder.path)/keys"])
        try folder.write("keys", Array("half wri".utf8))
        try data.copySamples("43-")
        _ = try server.process.logLine("loaded", skipping: 1)
        #expect(try ask(server.port, "GET /v1/frameworks/43-4121.00", "X-API-Key: \(Self.key)\r\n").status == 200)
        #expect(!server.process.standardError.contains("keys refused"))
    }

    @Test func `rungs keys hash makes the line that lets a key in`() throws {
        let made = try HarnessProcess(["keys", "hash", "--generate", "--name", "web"])
        #expect(try made.wait() == 0)
        let lines = made.standardOutput.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(made.standardError == "")
        let folder = try folder(lines[1] + "\n")
        let server = try server(["auth.keysFile=\(folder.path)/keys"])
        #expect(try ask(server.port, "GET /v1", "Authorization: Bearer \(lines[0])\r\n").status == 200)
        #expect(try ask(server.port, "GET /v1", "Authorization: Bearer \(lines[1])\r\n").status == 401)

        let script = "printf '%s\\r\\n' \(lines[0]) | \"$0\" keys hash --name web"
        let hashed = try HarnessProcess(["-c", script, HarnessBinary.path], executable: "/bin/sh")
        #expect(try hashed.wait() == 0)
        #expect(hashed.standardOutput == lines[1] + "\n")
    }

    @Test(arguments: [
        ("too-short", "the key has 9 characters and can be guessed: at least 16 are needed"),
        ("", "the key has 0 characters and can be guessed"),
        ("a key that has spaces", "a key is one line of visible ASCII characters without spaces"),
    ])
    func `rungs keys hash refuses what is no good key, without telling it`(key: String, message: String) throws {
        let script = "printf %s '\(key)' | \"$0\" keys hash"
        let process = try HarnessProcess(["-c", script, HarnessBinary.path], executable: "/bin/sh")
        #expect(try process.wait() == 1)
        #expect(process.standardOutput == "")
        #expect(process.standardError.hasPrefix("rungs: \(message)"))
        #expect(key.isEmpty || !process.standardError.contains(key))
    }

    @Test func `rungs openapi tells of keys where the settings have them`() throws {
        for (arguments, isLocked) in [([:], false), (["RUNGS_KEYS_FILE": "/run/keys"], true)]
            as [([String: String], Bool)]
        {
            let process = try HarnessProcess(["openapi"], environment: arguments)
            #expect(try process.wait() == 0)
            #expect(process.standardOutput.contains("\"securitySchemes\"") == isLocked)
        }
    }

    // MARK: - Rates

    @Test func `a client over its rate is told so, and health goes on`() throws {
        let server = try server(["limit.rate=5/86400"])
        let answers = try (0..<6).map { _ in try ask(server.port, "GET /v1") }
        #expect(answers.map(\.status) == [200, 200, 200, 200, 200, 429])
        #expect(answers.map { $0["ratelimit-policy"] } == Array(repeating: "\"default\";q=5;w=86400", count: 6))
        let last = answers[5]
        #expect(last["content-type"] == "application/problem+json; charset=utf-8")
        #expect(try Document(parsing: last.body).root["code"]?.text?.string == "quota-exceeded")
        let wait = try #require(last["retry-after"].flatMap { Int($0) })
        #expect((1...17_280).contains(wait))
        #expect(last["ratelimit"] == "\"default\";r=0;t=\(wait)")
        #expect(try ask(server.port, "GET /readyz").status == 200)
        #expect(try ask(server.port, "OPTIONS /v1").status == 204)
    }

    // MARK: - Origins

    @Test func `pages of the listed origins can read answers and errors, and no others`() throws {
        let server = try server(["http.cors.origins=https://a.example, http://localhost:3000"])
        let preflight = "Access-Control-Request-Method: GET\r\n"
        for (origin, isListed) in [
            ("https://a.example", true), ("http://localhost:3000", true), ("https://b.example", false),
        ] {
            let field = "Origin: \(origin)\r\n"
            for (line, more, status) in [
                ("GET /v1", "", 200), ("GET /v1", "", 200), ("GET /none", "", 404), ("GET /v1/", "", 308),
                ("GET /v1?x=1", "", 400), ("DELETE /v1", "", 405), ("GET /v1", "Content-Length: x\r\n", 400),
                ("GET /v1", "Content-Length: 9999999\r\n", 413), ("OPTIONS /v1", "", 204),
                ("OPTIONS /v1", preflight, 204), ("GET /v1", "If-None-Match: *\r\n", 304),
            ] {
                let response = try ask(server.port, line, field + more)
                #expect(response.status == status, "\(line)")
                #expect(response["access-control-allow-origin"] == (isListed ? origin : nil), "\(line)")
                #expect(response["vary"]?.contains("Origin") == true, "\(line)")
                let methods = response["access-control-allow-methods"]
                #expect((methods != nil) == (isListed && !more.isEmpty && more == preflight), "\(line)")
            }
        }
        #expect(try ask(server.port, "GET /v1")["access-control-allow-origin"] == nil)
    }

    // MARK: - What is told at the start

    @Test func `what is open to other machines is one line of the log`() throws {
        let open = try server(["http.host=0.0.0.0", "limit.rate=600/60", "admin.port=0"])
        let line = try open.process.logLine("open to other machines").root
        #expect(line["level"]?.text?.string == "notice")
        #expect(line["address"]?.text?.string.hasPrefix("0.0.0.0:\(open.port), 0.0.0.0:") == true)
        #expect(line["keys"]?.text?.string == "off")
        #expect(line["rate"]?.text?.string == "600/60")
        #expect(line["operations"]?.text?.string != "0.0.0.0:\(open.port)")

        let folder = try folder(Self.line(Self.key))
        let locked = try server(["http.host=0.0.0.0", "auth.keysFile=\(folder.path)/keys"])
        let other = try locked.process.logLine("open to other machines").root
        #expect(other["keys"]?.text?.string == "on")
        #expect(other["rate"]?.text?.string == "off")
        #expect(other["operations"]?.text?.string == "0.0.0.0:\(locked.port)")
    }

    @Test func `what only this machine reaches is not told`() throws {
        let server = try server([])
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
        #expect(!server.process.standardError.contains("open to other machines"))
    }
}
