import Glibc
import JSON
import TestSupport
import Testing

/// What links begin with, whatever stands between the client and the server, and whom its word is taken from.
@Suite struct ProxyTests {
    /// A way for a request to come in, and the base that every link of the answer must have.
    struct Way: Sendable, CustomTestStringConvertible {
        let settings: [String]
        let fields: [String]
        let host: String?
        /// Before the path of the target: `/p`, or `http://a.example`.
        let before: String
        let base: String

        /// - Parameter settings: `KEY=VALUE`.
        init(
            _ settings: [String] = [], _ fields: [String] = [], host: String? = "h.example:8080", before: String = "",
            base: String
        ) {
            self.settings = settings
            self.fields = fields
            self.host = host
            self.before = before
            self.base = base
        }

        var testDescription: String { "\(settings) \(fields) \(host ?? "no Host") \(before)" }

        var arguments: [String] {
            ["--data", HarnessBinary.samples] + settings.flatMap { ["--set", $0] }
        }

        /// A request without Host is one of HTTP/1.0.
        func request(_ path: String, _ lines: String = "") -> String {
            let line = "GET \(before)\(path) HTTP/\(host == nil ? "1.0" : "1.1")\r\n"
            let fields = (host.map { ["Host: \($0)"] } ?? []) + fields + ["Connection: close", "X-Request-Id: probe"]
            return line + fields.map { "\($0)\r\n" }.joined() + lines + "\r\n"
        }
    }

    /// What is asked for on every way: each has links, in its body or in a field.
    private static let probes: [(path: String, lines: String)] = [
        ("/", ""), ("/v1", ""), ("/v1/frameworks?limit=1", ""), ("/v1/frameworks?limit=1&offset=1", ""),
        ("/v1/frameworks/43-4121.00", ""), ("/v1/frameworks/43-4121.00/levels", ""),
        ("/v1/frameworks/43-4121.00/levels/developing", ""), ("/v1/frameworks/43-4121.00/versions", ""),
        ("/v1/frameworks/43-4121.00/versions/v.25.11/statements?limit=2", ""),
        // CSV and NDJSON, whole and by page.
        ("/v1/frameworks?format=csv", ""), ("/v1/statements?format=csv&limit=1", ""), ("/v1/statements?format=csv", ""),
        ("/v1/statements?format=ndjson&limit=1", ""), ("/v1/statements", "Accept: application/x-ndjson\r\n"),
        ("/v1/export?format=ndjson", ""), ("/v1/export?format=csv", ""),
        // A document and a feed to be read.
        ("/v1/frameworks/43-4121.00?format=md", ""), ("/v1/changes", ""), ("/v1/changes.atom", ""),
        ("/.well-known/api-catalog", ""), ("/openapi.json", ""),
        // 308 and 307.
        ("/v1/frameworks/?limit=1", ""), ("/v1/frameworks/43-4121/levels", ""),
        // Problems of the API and of the server.
        ("/problems", ""), ("/v1/statements?levl=a", ""), ("/v1/frameworks/43-4121.99", ""), ("/frameworks", ""),
        ("/v1/frameworks?cursor=x", ""), ("/v1", "Expect: x\r\n"), ("/v1", "If-Match: \"x\"\r\n"),
    ]

    private static let trusted = "http.trustedProxies=192.0.2.0/24,127.0.0.0/8"
    private static let prefixed = "http.forwarded=x-forwarded-host,x-forwarded-proto,x-forwarded-prefix"
    private static let standard = "http.forwarded=forwarded"
    private static let publicURL = "http.publicURL=https://pub.example/p"
    private static let host = "X-Forwarded-Host: f.example"
    private static let https = "X-Forwarded-Proto: https"
    private static let prefix = "X-Forwarded-Prefix: /p"
    private static let forwarded = "Forwarded: for=203.0.113.9;host=\"[2001:db8::1]:8443\";proto=https"

    @Test(arguments: [
        Way(base: "http://h.example:8080"),
        Way(host: "H.EXAMPLE:80", base: "http://h.example"),
        Way(host: nil, base: ""),
        Way(before: "http://abs.example:81", base: "http://abs.example:81"),
        // The settings come first.
        Way([publicURL], before: "/p", base: "https://pub.example/p"),
        Way([publicURL], host: nil, base: "https://pub.example/p"),
        Way([publicURL, trusted, prefixed], [host, https, "X-Forwarded-Prefix: /q"], base: "https://pub.example/p"),
        Way(
            [publicURL, trusted, standard], [forwarded], before: "http://abs.example/p", base: "https://pub.example/p"),
        Way(["http.basePath=/p"], before: "/p", base: "http://h.example:8080/p"),
        Way(["http.basePath=/p"], base: "http://h.example:8080/p"),
        Way(["http.basePath=/p"], host: nil, before: "/p", base: "/p"),
        Way(["http.basePath=/p", trusted, prefixed], ["X-Forwarded-Prefix: /q"], base: "http://h.example:8080/p"),
        Way(
            ["http.basePath=/p", trusted, prefixed], ["X-Forwarded-Prefix: /q", https], before: "/p",
            base: "https://h.example:8080/p"),
        // Nobody is trusted, or somebody else, or in other fields.
        Way([], [host, https, prefix, forwarded], base: "http://h.example:8080"),
        Way(
            ["http.trustedProxies=192.0.2.0/24,::1,::/0", prefixed], [host, https, prefix, forwarded],
            base: "http://h.example:8080"),
        Way([trusted], [prefix, forwarded], base: "http://h.example:8080"),
        Way([trusted, standard], [host, https, prefix], base: "http://h.example:8080"),
        Way([trusted], ["X-Forwarded-Host: u@f.example", "X-Forwarded-Proto: ftp"], base: "http://h.example:8080"),
        // Forwarded fields.
        Way([trusted], [host, https], base: "https://f.example"),
        Way(["http.trustedProxies=::ffff:127.0.0.1"], [host, https], base: "https://f.example"),
        Way([trusted], [https], base: "https://h.example:8080"),
        Way([trusted], [host], base: "http://f.example"),
        Way([trusted], ["X-Forwarded-Host: F.example:443", https], base: "https://f.example"),
        Way([trusted], ["X-Forwarded-Host: evil.example, f.example", https], base: "https://f.example"),
        Way([trusted], [host, https], host: nil, base: "https://f.example"),
        Way([trusted], [https], host: nil, base: ""),
        Way([trusted], [host], before: "http://abs.example", base: "http://f.example"),
        Way([trusted], [https], before: "http://abs.example", base: "https://abs.example"),
        Way([trusted], [https], before: "https://abs.example", base: "https://abs.example"),
        Way([trusted, prefixed], [host, https, prefix], base: "https://f.example/p"),
        Way([trusted, prefixed], [host, https, prefix], before: "/p", base: "https://f.example/p"),
        Way([trusted, prefixed], [prefix], before: "http://abs.example/p", base: "http://abs.example/p"),
        Way([trusted, prefixed], [prefix], host: nil, before: "/p", base: "/p"),
        Way([trusted, prefixed], ["X-Forwarded-Prefix: /v1"], before: "/v1", base: "http://h.example:8080/v1"),
        Way([trusted, standard], [forwarded], base: "https://[2001:db8::1]:8443"),
        Way(
            [trusted, standard], ["Forwarded: for=203.0.113.66;host=evil.example", forwarded],
            base: "https://[2001:db8::1]:8443"),
    ])
    func `every link begins with the base, once`(way: Way) throws {
        let server = try HarnessServer(way.arguments)
        for (probe, expected) in zip(Self.probes, try Self.reference.get()) {
            #expect(expected.contains(Self.referenceBase), "\(probe.path) has no link")
            // From the handler, and from the cache.
            for _ in 0..<2 {
                let answer = try Self.answer(server, way.request(probe.path, probe.lines))
                #expect(answer == Self.rebased(expected, to: way.base), "\(probe.path)")
            }
        }
    }

    private static let referenceBase = "http://reference.example"

    /// The answers to all probes where nothing stands between: the same for every way, so they are asked for once.
    private static let reference = Result {
        let server = try HarnessServer(["--data", HarnessBinary.samples])
        let way = Way(host: "reference.example", base: referenceBase)
        return try probes.map { try answer(server, way.request($0.path, $0.lines)) }
    }

    /// All of an answer that can have links, as one text.
    private static func answer(_ server: HarnessServer, _ request: String) throws -> String {
        let client = try #require(RawClient(port: server.port))
        client.send(request)
        let response = try #require(client.response())
        // Of the OpenAPI document the servers and what is before them: the rest has none of our links.
        let text = response.text.split(separator: "\"paths\":", maxSplits: 1).first ?? ""
        return "\(response.status)\n\(response["location"] ?? "")\n\(response["link"] ?? "")\n\(text)"
    }

    /// An answer as it is with another base.
    private static func rebased(_ answer: String, to base: String) -> String {
        // The address of a server may not be empty, and Markdown shows a link as text too, where brackets are escaped.
        let shown = base.replacing("[", with: "\\[").replacing("]", with: "\\]")
        return answer.replacing("{\"url\":\"\(referenceBase)\"}", with: "{\"url\":\"\(base.isEmpty ? "/" : base)\"}")
            .replacing("[\(referenceBase)", with: "[\(shown)").replacing(referenceBase, with: base)
    }

    @Test(arguments: [
        ([], [https], 421), ([trusted], [], 421), ([trusted], ["X-Forwarded-Proto: http"], 421),
        ([trusted, standard], [https], 421), ([trusted], [https], 200), ([trusted, standard], [forwarded], 200),
        ([publicURL], [], 421), ([publicURL, trusted], [https], 200),
    ])
    func `an https target is served where a trusted proxy says that it came by https`(
        settings: [String], fields: [String], status: Int
    ) throws {
        let way = Way(settings, fields, before: "https://h.example", base: "")
        let server = try HarnessServer(way.arguments)
        let client = try #require(RawClient(port: server.port))
        client.send(way.request("/v1"))
        #expect(try #require(client.response()).status == status)
    }

    @Test(arguments: [
        ([], ["X-Forwarded-For: 203.0.113.9"], "127.0.0.1", "h.example"),
        ([trusted], ["X-Forwarded-For: 198.51.100.1, 203.0.113.9, 192.0.2.7", host], "203.0.113.9", "f.example"),
        ([trusted], ["X-Forwarded-For: unknown"], "127.0.0.1", "h.example"),
        ([trusted, standard], [forwarded], "203.0.113.9", "[2001:db8::1]"),
        ([trusted, standard], ["Forwarded: for=\"[2001:DB8::9]:4711\""], "2001:db8::9", "h.example"),
    ])
    func `the access log has the client's address and the server's name`(
        settings: [String], fields: [String], client: String, server name: String
    ) throws {
        let way = Way(settings + ["log.access=all"], fields, base: "")
        let server = try HarnessServer(way.arguments)
        let connection = try #require(RawClient(port: server.port))
        connection.send(way.request("/v1"))
        #expect(try #require(connection.response()).status == 200)
        let entry = try server.process.logLine("request").root
        #expect(entry["client.address"]?.text?.string == client)
        #expect(entry["server.address"]?.text?.string == name)
    }

    @Test func `a trusted proxy may have more connections than a client`() throws {
        let way = Way([Self.trusted, "limit.connectionsPerClient=1"], base: "")
        let server = try HarnessServer(way.arguments)
        let clients = try (0..<3).map { _ in try #require(RawClient(port: server.port)) }
        for client in clients {
            client.send("GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response()).status == 200)
        }
    }

    /// Such a proxy must leave the prefix on: of `/v1/frameworks` nobody could tell whether it was taken off.
    @Test func `a prefix that begins a path is taken off, also where our own paths begin with it`() throws {
        let way = Way([Self.trusted, Self.prefixed], ["X-Forwarded-Prefix: /v1"], base: "")
        let server = try HarnessServer(way.arguments)
        for (path, status) in [
            ("/v1/v1/frameworks", 200), ("/v1/livez", 200), ("/livez", 200), ("/v1/frameworks", 404),
        ] {
            let client = try #require(RawClient(port: server.port))
            client.send(way.request(path))
            #expect(try #require(client.response()).status == status, "\(path)")
        }
    }
}
