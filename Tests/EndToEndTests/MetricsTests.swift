import Glibc
import TestSupport
import Testing
import rungs

/// What `/metrics` says against what clients saw.
@Suite struct MetricsTests {
    /// The value of each sample, by its name and labels as they are written.
    private struct Scrape {
        let samples: [String: Double]

        init(_ text: String) {
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            samples = Dictionary(
                lines.compactMap { line in
                    line.lastIndex(of: " ").flatMap { space in
                        Double(line[line.index(after: space)...]).map { (String(line[..<space]), $0) }
                    }
                }
            ) { first, _ in first }
        }

        subscript(name: String) -> Double? { samples[name] }

        /// Of all samples whose name and labels have these parts.
        func sum(_ parts: String...) -> Double {
            samples.filter { sample in parts.allSatisfy { sample.key.contains($0) } }.values.reduce(0, +)
        }
    }

    private func scrape(_ server: HarnessServer) throws -> Scrape {
        Scrape(try #require(server.get("/metrics")).text)
    }

    private static func count(_ method: String, _ route: String, _ status: Int, _ error: String? = nil) -> String {
        let error = error.map { ",error_type=\"\($0)\"" } ?? ""
        return "http_server_request_duration_seconds_count{http_request_method=\"\(method)\",http_route=\"\(route)\","
            + "http_response_status_code=\"\(status)\",url_scheme=\"http\"\(error)}"
    }

    @Test func `what was answered is counted once, by method, route, status and error`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--workers", "2"])
        let client = try #require(RawClient(port: server.port))
        func ask(_ method: String, _ path: String, _ fields: String = "") throws -> RawResponse {
            client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            return try #require(client.response(toHEAD: method == "HEAD"))
        }
        let tag = try #require(try ask("GET", "/v1/frameworks")["etag"])
        var bodies = 0
        for _ in 0..<4 { bodies += try ask("GET", "/v1/frameworks").body.count }
        for _ in 0..<3 { _ = try ask("HEAD", "/v1/frameworks") }
        for _ in 0..<2 { _ = try ask("GET", "/v1/frameworks", "If-None-Match: \(tag)\r\n") }
        _ = try ask("GET", "/v1/frameworks/43-4121.00")
        _ = try ask("GET", "/v1/frameworks/43-4121.99")
        _ = try ask("GET", "/v1/frameworks?limti=1")
        _ = try ask("GET", "/nobody/asks/this")
        _ = try ask("PUT", "/v1")
        _ = try ask("BREW", "/v1")
        let export = try ask("GET", "/v1/export").body.count

        let scrape = try scrape(server)
        let list = "/v1/frameworks"
        #expect(scrape[Self.count("GET", list, 200)] == 5)
        #expect(scrape[Self.count("HEAD", list, 200)] == 3)
        #expect(scrape[Self.count("GET", list, 304)] == 2)
        #expect(scrape[Self.count("GET", "/v1/frameworks/{soc}", 200)] == 1)
        #expect(scrape[Self.count("GET", "/v1/frameworks/{soc}", 404, "framework-not-found")] == 1)
        #expect(scrape[Self.count("GET", list, 400, "unknown-parameter")] == 1)
        #expect(scrape[Self.count("GET", "unmatched", 404, "route-not-found")] == 1)
        #expect(scrape[Self.count("PUT", "/v1", 405, "method-not-allowed")] == 1)
        #expect(scrape[Self.count("_OTHER", "unmatched", 501, "not-implemented")] == 1)
        // A stream of a length that nobody knew before.
        #expect(scrape["http_server_response_body_size_bytes_sum{http_route=\"/v1/export\"}"] == Double(export))
        let name = "http_server_response_body_size_bytes_bucket{http_route=\"/v1/export\",le="
        #expect(scrape["\(name)\"+Inf\"}"] == 1 && scrape["\(name)\"100\"}"] == 0)
        // HEAD and 304 have no body; an error has one.
        let lists = "http_server_response_body_size_bytes_count{http_route=\"/v1/frameworks\"}"
        #expect(scrape[lists] == 11)
        #expect(scrape["rungs_answer_cache_hits_total"] == 9)
        #expect(try #require(scrape["rungs_answer_cache_bytes"]) > Double(bodies / 4))
        #expect(scrape.sum("http_server_active_requests") == 0)
        // The client's, and that of the scrape.
        #expect(scrape["http_server_open_connections{url_scheme=\"http\"}"] == 2)
        #expect(scrape["http_server_connections_total{url_scheme=\"http\"}"] == 2)
        #expect(try #require(scrape["process_resident_memory_bytes"]) > 1e6)
        #expect(try #require(scrape["process_open_fds"]) > 5)
        #expect(scrape["rungs_access_log_dropped_total"] == 0)
    }

    @Test func `after a load it is what the load counted`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--workers", "2"])
        let load = HarnessLoad(port: server.port, clients: 20)
        try server.waitUntil({ load.answered >= 1000 }, seconds: 60)
        load.finish()
        #expect(load.lost == [])
        let scrape = try scrape(server)
        // The scrape counts itself when it is sent.
        let counted = scrape.sum("http_server_request_duration_seconds_count")
        #expect(Int(counted) == load.answered)
        #expect(scrape.sum("http_server_request_duration_seconds_bucket", "le=\"+Inf\"") == counted)
        #expect(scrape.sum("http_server_connections_total") == 21)
        // Those of the load have ended when the server has seen it.
        try server.waitUntil { (try? self.scrape(server).sum("http_server_open_connections")) == 1 }
    }

    @Test func `requests that are under way are active, and what runs out of time is counted`() throws {
        let settings = ["timeout.head=0.5", "timeout.body=0.5", "timeout.idle=0.5", "limit.connectionsPerClient=4"]
        let server = try HarnessServer(
            ["--data", HarnessBinary.samples] + settings.flatMap { ["--set", $0] })
        func client(_ text: String) throws -> RawClient {
            let client = try #require(RawClient(port: server.port))
            client.send(text)
            return client
        }
        let head = try client("GET /v1 HT")
        let body = try client("POST /v1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        let idle = try client("GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(idle.response()?.status == 200)
        #expect(try scrape(server).sum("http_server_active_requests") == 1)
        let fourth = try client("GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(fourth.response()?.status == 200)
        #expect(try client("GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n").response()?.status == 503)

        #expect(head.response()?.status == 408)
        #expect(body.response()?.status == 408)
        #expect(idle.isClosed)
        let scrape = try scrape(server)
        for reason in ["head", "body"] {
            #expect(scrape["http_server_connections_timeouts_total{reason=\"\(reason)\"}"] == 1, "\(reason)")
        }
        #expect(try #require(scrape["http_server_connections_timeouts_total{reason=\"idle\"}"]) >= 1)
        #expect(scrape["http_server_connections_refused_total{reason=\"client_limit\"}"] == 1)
        #expect(scrape.sum("http_server_active_requests") == 0)
        #expect(scrape[Self.count("_OTHER", "unmatched", 408, "request-timeout")] == 1)
    }

    @Test func `each metric is documented, and each that is documented is there`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples])
        _ = server.get("/v1")
        let text = try #require(server.get("/metrics")).text
        let families = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
            .compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) }
        let page = try String(
            decoding: File.read("\(HarnessBinary.root)/Sources/rungs/Documentation.docc/Monitoring.md"), as: UTF8.self)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let documented = rows.flatMap { row in
            (row.split(separator: "|").first ?? "").split(separator: "`").map(String.init)
                .filter { $0.contains("_") }
        }
        #expect(families.sorted() == documented.sorted())
        #expect(Set(families).count == families.count)
    }

    @Test(arguments: [("on", true), ("off", false)])
    func `an answer says how long it took where that is wanted`(setting: String, isThere: Bool) throws {
        let server = try HarnessServer(
            ["--data", HarnessBinary.samples], environment: ["RUNGS_SERVER_TIMING": setting])
        for path in ["/v1", "/v1", "/nobody"] {
            let value = try #require(server.get(path))["server-timing"]
            #expect((value?.wholeMatch(of: /app;dur=[0-9]+\.[0-9]{3}/) != nil) == isThere, "\(value ?? "none")")
        }
    }

    @Test func `where they are off there are none`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples], environment: ["RUNGS_METRICS": "off"])
        #expect(server.get("/metrics")?.status == 404)
        #expect(server.get("/v1")?.status == 200)
    }
}
