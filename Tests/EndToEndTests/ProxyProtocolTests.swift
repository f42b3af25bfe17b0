import Glibc
import JSON
import TestSupport
import Testing

/// Whose a connection is where proxies send a PROXY header, and whom that word is taken from.
@Suite struct ProxyProtocolTests {
    private static let trusted = "http.trustedProxies=127.0.0.0/8"
    private static let line = Array("PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\r\n".utf8)
    private static let trustedLine = Array("PROXY TCP4 127.0.0.9 192.0.2.1 4711 8080\r\n".utf8)
    private static let unknown = Array("PROXY UNKNOWN\r\n".utf8)
    private static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
    private static let binary =
        signature + [0x21, 0x11, 0, 12, 203, 0, 113, 9, 192, 0, 2, 1, 0x12, 0x67, 0x1f, 0x90]
    private static let local = signature + [0x20, 0, 0, 0]

    private static let fields =
        "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Host: f.example\r\nX-Forwarded-Proto: https\r\n"
    private static let request = Array("GET /v1 HTTP/1.1\r\nHost: h.example\r\n\(fields)\r\n".utf8)

    private func server(_ settings: [String]) throws -> HarnessServer {
        let all = settings + ["log.access=all"]
        return try HarnessServer(["--data", HarnessBinary.samples] + all.flatMap { ["--set", $0] })
    }

    /// - Parameters:
    ///   - base: what links begin with.
    ///   - client: the address in the access log.
    struct Case: Sendable, CustomTestStringConvertible {
        let settings: [String]
        let header: [UInt8]
        let base: String
        let client: String?

        var testDescription: String { "\(settings) \(String(decoding: header, as: UTF8.self).debugDescription)" }
    }

    @Test(arguments: [
        // The peer is the one that the header names: what it forwards counts only if it is trusted too.
        Case(
            settings: [trusted, "http.proxyProtocol=accept"], header: line, base: "http://h.example",
            client: "203.0.113.9"),
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: line, base: "http://h.example",
            client: "203.0.113.9"),
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: binary, base: "http://h.example",
            client: "203.0.113.9"),
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: trustedLine, base: "https://f.example",
            client: "198.51.100.7"),
        // Whom the proxy does not name is nobody who is trusted.
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: unknown, base: "http://h.example", client: nil),
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: signature + [0x21, 0, 0, 0],
            base: "http://h.example", client: nil),
        // The proxy speaks for itself.
        Case(
            settings: [trusted, "http.proxyProtocol=require"], header: local, base: "https://f.example",
            client: "198.51.100.7"),
        // Without a header the connection is the proxy's.
        Case(
            settings: [trusted, "http.proxyProtocol=accept"], header: [], base: "https://f.example",
            client: "198.51.100.7"),
        // Nobody else's word counts.
        Case(
            settings: ["http.trustedProxies=192.0.2.0/24", "http.proxyProtocol=accept"], header: [],
            base: "http://h.example", client: "127.0.0.1"),
    ])
    func `a connection is its client's`(way: Case) throws {
        let server = try server(way.settings)
        let client = try #require(RawClient(port: server.port))
        // Whole, and the next request on the same connection.
        client.send(way.header + Self.request)
        for _ in 0..<2 {
            let answer = try #require(client.response())
            #expect(answer.status == 200)
            #expect(try Document(parsing: answer.body).root["links"]?["self"]?.text?.string == "\(way.base)/v1")
            client.send(Self.request)
        }
        let entry = try server.process.logLine("request").root
        #expect(entry["client.address"]?.text?.string == way.client)
    }

    @Test(arguments: [line, binary, unknown, local]) func `a header may come byte by byte`(header: [UInt8]) throws {
        let server = try server([Self.trusted, "http.proxyProtocol=require"])
        let client = try #require(RawClient(port: server.port))
        for byte in header + Self.request.prefix(3) {
            client.send([byte])
            pause(milliseconds: 1)
        }
        client.send(Self.request.dropFirst(3))
        #expect(try #require(client.response()).status == 200)
    }

    @Test(arguments: [
        Array("PROXY TCP4 203.0.113.9\r\n".utf8), signature + [0x31, 0x11, 0, 0],
        signature + [0x21, 0x11, 0xff, 0xff], Array("PROXY UNKNOWN \(String(repeating: "a", count: 200))".utf8),
    ])
    func `a malformed header ends the connection without an answer`(header: [UInt8]) throws {
        for mode in ["accept", "require"] {
            let server = try server([Self.trusted, "http.proxyProtocol=\(mode)"])
            let client = try #require(RawClient(port: server.port))
            client.send(header + Self.request)
            #expect(try #require(client.readToEnd()) == [])
            // The next one is served.
            let other = try #require(RawClient(port: server.port))
            other.send(Self.line + Self.request)
            #expect(try #require(other.response()).status == 200)
        }
    }

    @Test(arguments: [
        // From nobody who is trusted a header is no request.
        ("http.trustedProxies=192.0.2.0/24", "accept", line, 400),
        ("http.trustedProxies=192.0.2.0/24", "off", binary, 400),
        (trusted, "off", line, 400),
    ])
    func `where a header is not looked for it is no request`(
        trust: String, mode: String, header: [UInt8], status: Int
    ) throws {
        let server = try server([trust, "http.proxyProtocol=\(mode)"])
        let client = try #require(RawClient(port: server.port))
        client.send(header + Self.request)
        #expect(try #require(client.response()).status == status)
    }

    @Test(arguments: [
        ("http.trustedProxies=192.0.2.0/24", line), ("http.trustedProxies=192.0.2.0/24", []), (trusted, []),
    ])
    func `require closes whatever has no header of a trusted proxy`(trust: String, header: [UInt8]) throws {
        let server = try server([trust, "http.proxyProtocol=require"])
        let client = try #require(RawClient(port: server.port))
        client.send(header + Self.request)
        #expect(client.readToEnd().map { $0.isEmpty } ?? false || client.wasReset)
    }

    @Test func `a header that does not come is waited for as long as a head`() throws {
        let server = try server([Self.trusted, "http.proxyProtocol=require", "timeout.head=0.5"])
        let client = try #require(RawClient(port: server.port))
        client.send(Self.line.prefix(5))
        #expect(try #require(client.readToEnd()) == [])
    }

    @Test func `connections are counted for the client that the header names`() throws {
        let server = try server([Self.trusted, "http.proxyProtocol=require", "limit.connectionsPerClient=2"])
        func open(_ header: [UInt8]) throws -> (RawClient, Int?) {
            let client = try #require(RawClient(port: server.port))
            client.send(header + Self.request)
            return (client, client.response()?.status)
        }
        let answers = try [Self.line, Self.line, Self.line, Self.trustedLine, Self.trustedLine, Self.trustedLine].map(
            open)
        #expect(answers.map(\.1) == [200, 200, 503, 200, 200, 200])
        withExtendedLifetime(answers) {}
    }

    @Test func `the health check brings the header that is required`() throws {
        let settings = ["RUNGS_PROXY_PROTOCOL": "require", "RUNGS_TRUSTED_PROXIES": "127.0.0.1"]
        let server = try HarnessServer(["--data", HarnessBinary.samples], environment: settings)
        let environment = settings.merging(["RUNGS_PORT": "\(server.port)"]) { $1 }
        let health = try HarnessProcess(["healthcheck"], environment: environment)
        #expect(try health.wait() == 0, "\(health.standardError)")
    }

    @Test func `a header that nobody may send is an error of the settings`() throws {
        let process = try HarnessProcess(["serve", "--set", "http.proxyProtocol=require"])
        #expect(try process.wait() == 1)
        #expect(process.standardError.contains("http.proxyProtocol: no PROXY header counts while http.trustedProxies"))
    }
}
