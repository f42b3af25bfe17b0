import API
import Catalog
import Glibc
import HTTP
import Hashing
import Server
import TestSupport
import Testing

/// What the answer cache must never change: of two servers over one store one keeps answers and one keeps none.
@Suite struct `With the answer cache` {
    @Test func `every answer is the one without it, byte for byte but for Date, across reloads and with ten hosts`()
        throws
    {
        let store = Store(try Self.snapshot(generation: 1))
        let application = Application(
            store: store, lifecycle: Lifecycle(), options: Application.Options(serverVersion: "0.0.0"))
        let servers = try [64 << 20, 0].map { bytes in
            var configuration = HTTPServer.Configuration()
            configuration.listeners = [HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0))]
            configuration.answerCacheBytes = bytes
            let server = try HTTPServer(configuration: configuration, handler: application, generation: 1)
            try server.run()
            return server
        }
        defer {
            for server in servers { server.drain() }
            for server in servers { server.waitUntilStopped() }
        }
        var random = SeededGenerator(seed: 7)
        var tags: [String] = ["\"none\""]
        for round in 0..<6 {
            if round > 0 {
                let generation = UInt64(round + 1)
                let snapshot = try Self.snapshot(generation: generation)
                store.publish(snapshot)
                for server in servers { server.publish(generation: generation) }
                for server in servers { try Self.wait(for: snapshot.revision, port: server.port) }
            }
            var clients = try Self.connect(servers)
            for _ in 0..<500 {
                let request = Self.request(&random, tags: tags)
                let isHead = request.hasPrefix("HEAD ")
                for client in clients { client.send(request) }
                let kept = try #require(clients[0].response(toHEAD: isHead), "no answer to \(request)")
                let made = try #require(clients[1].response(toHEAD: isHead), "no answer to \(request)")
                #expect(kept.withoutDate == made.withoutDate, Comment(rawValue: request))
                if let tag = kept["etag"], !tags.contains(tag) { tags.append(tag) }
                if kept["connection"] == "close" {
                    clients = try Self.connect(servers)
                }
            }
        }
        // A test that met only errors or one kind of answer would show nothing.
        #expect(tags.count > 100)
    }

    /// A worker forgets all its answers at once, so that one new answer tells that it has.
    private static func wait(for revision: String, port: Int) throws {
        let client = try #require(RawClient(port: port))
        for _ in 0..<200 {
            client.send("GET /v1 HTTP/1.1\r\nHost: host0\r\n\r\n")
            if try #require(client.response()).text.contains(revision) { return }
            pause(milliseconds: 10)
        }
        Issue.record("the server still answers from an old snapshot")
    }

    private static func connect(_ servers: [HTTPServer]) throws -> [RawClient] {
        var clients: [RawClient] = []
        for server in servers { clients.append(try #require(RawClient(port: server.port))) }
        return clients
    }

    /// The data set changes with each generation: an occupation comes, and one has another text.
    private static func snapshot(generation: UInt64) throws -> Snapshot {
        let now = Int64(time(nil))
        var samples = SampleExport.all
        samples[0].title += " \(generation)"
        if generation % 2 == 0 { samples.append(SampleExport(soc: "51-6041.00", title: "Cobblers")) }
        let occupations = try samples.map { sample in
            let bytes = Array(sample.text.utf8)
            let source = SourceFile(path: "\(sample.soc).json", bytes: bytes, digest: SHA256(hashing: bytes))
            let framework = try #require(Export(reading: source, now: now * 1000).framework)
            return try #require(Snapshot.Versions([framework]))
        }
        return Snapshot(
            generation: generation, occupations: occupations.sorted { $0.soc < $1.soc }, loadedAt: 1_800_000_000,
            rejected: [])
    }

    private static let targets = [
        "/", "/v1", "/v1/frameworks", "/v1/frameworks?limit=1", "/v1/frameworks?format=csv", "/v1/frameworks?soc=x",
        "/v1/frameworks/49-9064.00", "/v1/frameworks/49-9064", "/v1/frameworks/49-9064.00/",
        "/v1/frameworks/51-6041.00",
        "/v1/frameworks/49-9064.00/source", "/v1/frameworks/49-9064.00/levels", "/v1/frameworks/45-4011.00/levels/2",
        "/v1/frameworks/45-4011.00/versions/v.1/statements", "/v1/frameworks/45-4011.00/versions/latest",
        "/v1/statements", "/v1/statements?limit=3&sort=-title", "/v1/statements?format=ndjson", "/v1/statements?a=b",
        "/v1/%66rameworks", "/v1/statements?utm_source=x", "/problems", "/problems/busy", "/livez", "/nothing", "/%zz",
    ]

    private static func request(_ random: inout SeededGenerator, tags: [String]) -> String {
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        let method = pick(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "BREW"])
        let host = "host\(Int.random(in: 0..<10, using: &random))\(pick(["", "", ":80", ":8080", ".EXAMPLE"]))"
        let target = pick(targets)
        let form = pick(["", "", "", "http://absolute.example"])
        var lines = [
            "\(method) \(form)\(target) HTTP/1.\(pick(["1", "1", "0"]))", "Host: \(host)", "X-Request-Id: same",
        ]
        let accepts = [
            "*/*", "text/csv", "application/json", "text/csv;q=0.5, application/json;q=0.4", "image/png", "text/*",
            "application/x-ndjson, */*;q=0.1", "text/html,application/xhtml+xml,*/*;q=0.8", "",
            // A quote that a line leaves open must not reach into the next.
            "text/csv;x=\"", "b\", application/json",
        ]
        for _ in 0..<Int.random(in: 0...2, using: &random) { lines.append("Accept: \(pick(accepts))") }
        let codings = [
            "gzip", "gzip, deflate, br", "identity", "gzip;q=0", "*", "gzip;q=0.1, identity", "br", "", "gzip;x=\"",
        ]
        for _ in 0..<Int.random(in: 0...2, using: &random) { lines.append("Accept-Encoding: \(pick(codings))") }
        let dates = ["Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 01 Jan 2038 00:00:00 GMT", "Tue, 04 Mar 2025 05:06:07 GMT"]
        let conditions = [
            "If-None-Match: \(pick(tags))", "If-None-Match: \"x\", W/\(pick(tags))", "If-None-Match: *",
            "If-Match: \(pick(tags))", "If-Match: *", "If-Modified-Since: \(pick(dates))",
            "If-Unmodified-Since: \(pick(dates))", "Connection: close", "Connection: keep-alive",
        ]
        for _ in 0..<Int.random(in: 0...2, using: &random) { lines.append(pick(conditions)) }
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }
}

extension RawResponse {
    /// The message as it came, less the line of `Date`.
    fileprivate var withoutDate: String {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        return lines.filter { !$0.hasPrefix("Date: ") }.joined(separator: "\r\n") + text
    }
}
