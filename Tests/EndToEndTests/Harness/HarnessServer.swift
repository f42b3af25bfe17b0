import Glibc
import JSON
import TestSupport

/// `rungs serve` on a port chosen by the system, ready to answer.
struct HarnessServer {
    let process: HarnessProcess
    let port: Int

    private static let arguments = ["serve", "--port", "0", "--workers", "1"]

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        try self.init(HarnessProcess(Self.arguments + arguments, environment: environment))
    }

    /// A server that may read only what others may.
    init(unprivileged arguments: [String], copy: String) throws {
        try self.init(HarnessBinary.runUnprivileged(Self.arguments + arguments, copy: copy))
    }

    init(_ process: HarnessProcess) throws {
        self.process = process
        let url = try process.logLine("serving").root["url"]?.text?.string ?? ""
        // A base path may stand behind it.
        guard let port = url.split(separator: ":").last.flatMap({ Int($0.prefix { $0 != "/" }) }) else {
            throw HarnessProcess.Failure(description: "no port in \(url)")
        }
        self.port = port
    }

    /// One GET on a connection of its own; nil where nobody answers.
    func get(_ path: String) -> RawResponse? {
        guard let client = RawClient(port: port) else { return nil }
        client.send("GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n")
        return client.response()
    }

    func waitUntil(_ condition: () -> Bool, seconds: Double = 20) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !condition() {
            guard ContinuousClock.now < deadline else {
                throw HarnessProcess.Failure(description: "not so after \(seconds) s: \(process.standardError)")
            }
            usleep(5000)
        }
    }

    /// How many reloads have ended, well or badly.
    var reloads: Int {
        let lines = get("/metrics")?.text.split(separator: "\n") ?? []
        return lines.filter { $0.hasPrefix("rungs_dataset_reloads_total{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
    }

    func json(_ path: String) throws -> Value {
        guard let response = get(path) else {
            throw HarnessProcess.Failure(description: "no answer to \(path); the log is: \(process.standardError)")
        }
        return try Document(parsing: response.body).root
    }
}
