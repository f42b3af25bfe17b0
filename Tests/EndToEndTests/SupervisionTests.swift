import Glibc
import JSON
import TestSupport
import Testing

/// What systemd hands over, and what it is told.
@Suite struct SupervisionTests {
    private static let samples = ["serve", "--data", HarnessBinary.samples, "--workers", "2"]

    /// The program, started with sockets of these names.
    private func start(rounds: Int = 0, _ names: [String]) throws -> HarnessProcess {
        let script = "\(HarnessBinary.root)/Tests/Supervision/hand_over.py"
        let command = ["python3", script, "\(rounds)", names.joined(separator: ":"), HarnessBinary.path]
        return try HarnessProcess(
            command + Self.samples, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], executable: "/usr/bin/env")
    }

    private func port(_ line: Document, _ name: String) -> Int? {
        line.root[name]?.text?.string.split(separator: ":").last.flatMap { Int($0) }
    }

    private func status(_ port: Int, _ path: String) -> Int? {
        guard let client = RawClient(port: port) else { return nil }
        client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return client.response()?.status
    }

    @Test func `sockets that are handed over are served, the one named admin for operations`() throws {
        let process = try start(["http", "admin", "more"])
        let line = try process.logLine("serving")
        let main = try #require(port(line, "url"))
        let admin = try #require(port(line, "admin"))
        #expect(main != 8080)
        #expect(status(main, "/v1") == 200)
        #expect(status(main, "/readyz") == 404)
        #expect(status(admin, "/readyz") == 200)
        process.send(SIGTERM)
        #expect(try process.wait() == 0)
    }

    @Test func `no request is lost while a socket that is handed over outlives the program`() throws {
        let process = try start(rounds: 3, ["http"])
        let port = try #require(port(try process.logLine("serving"), "url"))
        var answered = 0
        while process.logLines.count(where: { $0.root["message"]?.text?.string == "serving" }) < 3 {
            // Between two programs it is queued.
            guard status(port, "/v1") == 200 else {
                Issue.record("the request after \(answered) others is lost: \(process.standardError)")
                break
            }
            answered += 1
        }
        #expect(answered >= 100)
        #expect(try process.wait() == 0)
    }

    @Test func `sockets of another process are not taken, a wrong count is an error`() throws {
        let other = try HarnessProcess(
            Self.samples + ["--port", "0"], environment: ["LISTEN_PID": "1", "LISTEN_FDS": "1"])
        #expect(port(try other.logLine("serving"), "url") != nil)

        let script =
            "import os, sys; os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=sys.argv[1]); os.execv(sys.argv[2], sys.argv[2:])"
        for (count, message) in [
            ("many", "LISTEN_FDS: `many` is not a count of sockets"), ("1", "cannot listen on descriptor 3"),
        ] {
            let process = try HarnessProcess(
                ["python3", "-c", script, count, HarnessBinary.path] + Self.samples,
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], executable: "/usr/bin/env")
            #expect(try process.wait() == 3)
            #expect(process.standardError.contains(message), "\(process.standardError)")
        }
    }

    @Test func `a socket that is named for https is not served without`() throws {
        let process = try start(["https"])
        #expect(try process.wait() == 1)
        #expect(process.standardError.contains("`https` that was handed over needs tls.cert"))
    }

    /// What the program sends to the socket of `NOTIFY_SOCKET`.
    private final class Notifications {
        let path: String
        private let descriptor: Int32

        /// - Parameter name: a path, or the name of an abstract socket behind `@`.
        init(at name: String) throws {
            path = name
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array((name.hasPrefix("@") ? "\0" + name.dropFirst() : name).utf8)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let length = socklen_t(2 + bytes.count)
            let result = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(result == 0)
            var time = timeval(tv_sec: 20, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit {
            close(descriptor)
        }

        /// The variables of the next message.
        func next() -> [String: String] {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            let lines = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: "\n")
            return Dictionary(
                lines.map { line in
                    let parts = line.split(separator: "=", maxSplits: 1)
                    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
                }
            ) { first, _ in first }
        }
    }

    @Test(arguments: [false, true]) func `the supervisor is told of readiness, reloads and the end`(
        isAbstract: Bool
    ) throws {
        let folder = try HarnessFolder()
        let notifications = try Notifications(at: (isAbstract ? "@" : "") + "\(folder.path)/notify")
        let server = try HarnessServer(
            ["--data", HarnessBinary.samples], environment: ["NOTIFY_SOCKET": notifications.path])
        let ready = notifications.next()
        #expect(ready["READY"] == "1")
        #expect(ready["STATUS"]?.hasPrefix("3 frameworks, revision ") == true)

        server.process.send(SIGHUP)
        let reloading = notifications.next()
        #expect(reloading["RELOADING"] == "1")
        #expect(reloading["MONOTONIC_USEC"].flatMap { Int($0) } ?? 0 > 0)
        #expect(notifications.next()["READY"] == "1")

        server.process.send(SIGTERM)
        #expect(notifications.next() == ["STOPPING": "1"])
        #expect(try server.process.wait() == 0)
    }

    @Test func `a supervisor that is not there does no harm`() throws {
        for name in ["/nowhere/notify", "@nobody", "relative", "/" + String(repeating: "a", count: 200), ""] {
            let server = try HarnessServer(["--data", HarnessBinary.samples], environment: ["NOTIFY_SOCKET": name])
            #expect(server.get("/v1")?.status == 200)
        }
    }
}
