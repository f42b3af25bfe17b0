import Glibc
import JSON
import TestSupport
import Testing

/// Where else than on its port the server is reached.
@Suite struct ListenerTests {
    private static func arguments(_ settings: [String]) -> [String] {
        ["serve", "--data", HarnessBinary.samples] + settings.flatMap { ["--set", $0] }
    }

    private static func ask(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: h.example\r\n\(fields)\r\n"
    }

    /// A server on a Unix domain socket, ready to answer.
    private func serve(at path: String, _ settings: [String] = []) throws -> HarnessProcess {
        let process = try HarnessProcess(Self.arguments(["http.socket=\(path)", "http.workers=3"] + settings))
        #expect(try process.logLine("serving").root["socket"]?.text?.string == path)
        return process
    }

    @Test func `a Unix domain socket is served by all workers, and removed at the end`() throws {
        let folder = try HarnessFolder()
        let path = folder.path + "/rungs.sock"
        let process = try serve(at: path)
        // Open at once, so that no worker can have all of them for lack of others.
        let clients = try (0..<64).map { _ in try #require(RawClient(path: path)) }
        for client in clients {
            client.send(Self.ask("/v1"))
            #expect(try #require(client.response()).status == 200)
        }
        let health = try HarnessProcess(["healthcheck"], environment: ["RUNGS_SOCKET": path])
        #expect(try health.wait() == 0, "\(health.standardError)")

        process.send(SIGTERM)
        #expect(try process.wait() == 0)
        #expect(access(path, F_OK) != 0)
        let gone = try HarnessProcess(["healthcheck"], environment: ["RUNGS_SOCKET": path])
        #expect(try gone.wait() == 1)
        #expect(gone.standardError == "rungs: unix:\(path) /readyz: connect: No such file or directory\n")
    }

    @Test func `everybody may connect to the socket whom its folder lets in`() throws {
        let folder = try HarnessFolder()
        let path = folder.path + "/rungs.sock"
        let process = try serve(at: path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o666)
        withExtendedLifetime(process) {}
    }

    @Test func `a socket that is in use is left alone, one that was left behind is taken`() throws {
        let folder = try HarnessFolder()
        let path = folder.path + "/rungs.sock"
        let first = try serve(at: path)
        let second = try HarnessProcess(Self.arguments(["http.socket=\(path)"]))
        #expect(try second.wait() == 3)
        #expect(second.standardError.contains("cannot listen on unix:\(path): bind: Address already in use"))
        let client = try #require(RawClient(path: path))
        client.send(Self.ask("/v1"))
        #expect(try #require(client.response()).status == 200)

        first.send(SIGKILL)
        #expect(try first.wait() == 128 + SIGKILL)
        #expect(access(path, F_OK) == 0)
        let third = try serve(at: path)
        #expect(RawClient(path: path) != nil)
        withExtendedLifetime(third) {}
    }

    @Test func `a file that is no socket is not removed`() throws {
        let folder = try HarnessFolder()
        try folder.write("rungs.sock", Array("mine".utf8))
        let process = try HarnessProcess(Self.arguments(["http.socket=\(folder.path)/rungs.sock"]))
        #expect(try process.wait() == 3)
        #expect(access(folder.path + "/rungs.sock", F_OK) == 0)
    }

    @Test(arguments: [
        ("http.trustedProxies=unix", "https://f.example"), ("http.trustedProxies=::/0", "http://h.example"),
    ])
    func `forwarded fields count on a Unix domain socket where it is trusted`(trust: String, base: String) throws {
        let folder = try HarnessFolder()
        let path = folder.path + "/rungs.sock"
        let process = try serve(at: path, [trust, "log.access=all"])
        let client = try #require(RawClient(path: path))
        client.send(
            Self.ask(
                "/v1", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Host: f.example\r\nX-Forwarded-Proto: https\r\n"))
        let index = try Document(parsing: try #require(client.response()).body).root
        #expect(index["links"]?["self"]?.text?.string == "\(base)/v1")
        let isTrusted = base.hasPrefix("https")
        let entry = try process.logLine("request").root
        #expect(entry["client.address"]?.text?.string == (isTrusted ? "203.0.113.9" : "unix"))
    }

    /// Clients come while the workers end: what is queued on the socket then is answered.
    @Test func `SIGTERM loses no request on a Unix domain socket`() throws {
        let folder = try HarnessFolder()
        for round in 0..<5 {
            let path = folder.path + "/\(round).sock"
            let process = try serve(at: path)
            var answered = 0
            var isEnding = false
            while true {
                guard let client = RawClient(path: path) else { break }
                client.send(Self.ask("/v1"))
                guard client.response()?.status == 200 else {
                    Issue.record("a request that was taken is lost after \(answered)")
                    break
                }
                answered += 1
                if answered == 20, !isEnding {
                    isEnding = true
                    process.send(SIGTERM)
                }
            }
            #expect(answered >= 20)
            #expect(try process.wait() == 0)
        }
    }

    @Test func `with an admin port health and metrics are there and nowhere else`() throws {
        let process = try HarnessProcess(Self.arguments(["http.port=0", "admin.port=0", "http.workers=2"]))
        let line = try process.logLine("serving").root
        func port(_ name: String) -> Int? {
            line[name]?.text?.string.split(separator: ":").last.flatMap { Int($0) }
        }
        let main = try #require(port("url"))
        let admin = try #require(port("admin"))
        func status(_ port: Int, _ path: String) -> Int? {
            guard let client = RawClient(port: port) else { return nil }
            client.send(Self.ask(path))
            return client.response()?.status
        }
        for path in ["/livez", "/readyz", "/healthz", "/metrics"] {
            #expect(status(admin, path) == 200, "\(path)")
            #expect(status(main, path) == 404, "\(path)")
        }
        for path in ["/", "/v1", "/v1/frameworks", "/openapi.json"] {
            // The second time from the cache, which answers nobody at the admin port.
            for _ in 0..<2 { #expect(status(main, path) == 200, "\(path)") }
            #expect(status(admin, path) == 404, "\(path)")
        }
        #expect(status(admin, "/problems/route-not-found") == 200)

        let environment = ["RUNGS_PORT": "\(main)", "RUNGS_ADMIN_PORT": "\(admin)"]
        let health = try HarnessProcess(["healthcheck"], environment: environment)
        #expect(try health.wait() == 0, "\(health.standardError)")
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
    }

    @Test func `the contract has no health where an admin port has it`() throws {
        for (settings, isThere) in [([], true), (["admin.port=9090"], false)] {
            let process = try HarnessProcess(["openapi"] + settings.flatMap { ["--set", $0] })
            #expect(try process.wait() == 0)
            #expect(process.standardOutput.contains("\"/readyz\"") == isThere)
        }
    }

    @Test(arguments: [
        ("admin.port=8080", "admin.port: 8080 is http.port too"),
        ("http.socket=rungs.sock", "is not a path of at most"),
        ("http.socket=/\(String(repeating: "a", count: 107))", "is not a path of at most 107 bytes"),
    ])
    func `listeners that cannot be are errors of the settings`(setting: String, message: String) throws {
        let process = try HarnessProcess(Self.arguments([setting]))
        #expect(try process.wait() == 1)
        #expect(process.standardError.contains(message), "\(process.standardError)")
    }

    /// A pipe that is full and that nobody reads, as that of a log collector that hangs.
    @Test func `a log that nobody reads keeps nobody waiting, and the end neither`() throws {
        let folder = try HarnessFolder()
        let (path, log) = (folder.path + "/rungs.sock", folder.path + "/log")
        #expect(mkfifo(log, 0o600) == 0)
        let reader = open(log, O_RDWR | O_NONBLOCK)
        defer { close(reader) }
        let settings = ["http.socket=\(path)", "log.access=all", "log.format=json"]
        let command = ["-c", "exec \"$@\" 2> \(log)", "sh", HarnessBinary.path] + Self.arguments(settings)
        let process = try HarnessProcess(command, executable: "/bin/sh")
        for _ in 0..<2000 where access(path, F_OK) != 0 { pause(milliseconds: 10) }
        let client = try #require(RawClient(path: path))
        // Many times what the pipe holds.
        for _ in 0..<2000 {
            client.send(Self.ask("/v1"))
            #expect(try #require(client.response()).status == 200)
        }
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
    }
}
