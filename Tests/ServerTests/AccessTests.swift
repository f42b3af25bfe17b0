import HTTP
import Hashing
import Metrics
import Server
import TestSupport
import Testing

/// Who is answered, over sockets: by key, by rate, and to the pages of which origins.
@Suite struct `At the door` {
    static let key = "a-key-that-lets-in"
    static let other = "another-key-that-does"

    static func keys(_ keys: String...) -> AccessKeys {
        AccessKeys(keys.map { AccessKeys.Key(name: $0, hash: SHA256(hashing: Array($0.utf8))) })
    }

    private static func locked(_ configuration: inout HTTPServer.Configuration) {
        configuration.keys = keys(key, other)
        configuration.openPaths = ["/livez"]
    }

    private func limited(_ requests: Int) -> (inout HTTPServer.Configuration) -> Void {
        { configuration in
            // Of which nothing comes back while a test runs.
            configuration.limits.rate = RateLimit(requests: requests, seconds: 86_400)
            configuration.openPaths = ["/livez"]
        }
    }

    private func ask(
        _ client: RawClient, _ line: String = "GET /bytes", _ fields: String = ""
    ) throws -> RawResponse {
        client.send("\(line) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        return try #require(client.response(toHEAD: line.hasPrefix("HEAD")))
    }

    // MARK: - Keys

    @Test(
        arguments: [
            ("GET /bytes", "", 401, "missingKey"), ("GET /bytes?key=\(key)", "", 401, "missingKey"),
            ("GET /none", "", 401, "missingKey"), ("POST /echo", "Content-Length: 0\r\n", 401, "missingKey"),
            ("GET /livez/", "", 401, "missingKey"), ("GET /%6civez", "", 401, "missingKey"),
            ("GET /livezz", "", 401, "missingKey"), ("GET http://a/bytes", "", 401, "missingKey"),
            ("GET /bytes", "Authorization: Basic \(key)\r\n", 401, "missingKey"),
            ("GET /bytes", "X-API-Key: \(key)x\r\n", 401, "invalidKey"),
            ("GET /bytes", "X-API-Key:\r\n", 401, "invalidKey"),
            ("GET /bytes", "Authorization: Bearer x\r\n", 401, "invalidKey"),
            ("GET /bytes", "Authorization: Bearer \(key)\r\nX-API-Key: \(other)\r\n", 401, "conflictingKeys"),
            ("GET /bytes", "X-API-Key: \(key)\r\n", 200, nil), ("GET /bytes", "X-API-Key: \(other)\r\n", 200, nil),
            ("GET /bytes", "Authorization: bearer \(key)\r\n", 200, nil),
            ("GET /bytes", "Authorization: Bearer \(key)\r\nX-API-Key: \(key)\r\n", 200, nil),
            ("HEAD /bytes", "X-API-Key: \(key)\r\n", 200, nil), ("GET /none", "X-API-Key: \(key)\r\n", 404, nil),
            // A preflight has no key, a probe neither.
            ("OPTIONS /bytes", "", 200, nil), ("OPTIONS *", "", 404, nil), ("GET /livez", "", 404, nil),
            ("GET /livez?x", "", 404, nil), ("HEAD /livez", "", 404, nil), ("GET http://a/livez", "", 404, nil),
        ] as [(String, String, Int, String?)])
    func `a key that is known lets in`(line: String, fields: String, status: Int, reason: String?) throws {
        try withServer(Self.locked) { server, _ in
            let client = try #require(RawClient(port: server.port))
            let response = try ask(client, line, fields)
            #expect(response.status == status)
            if let reason { #expect(response.text == reason) }
            // The connection goes on.
            #expect(try ask(client, "GET /bytes", "X-API-Key: \(Self.key)\r\n").status == 200)
        }
    }

    @Test func `what was kept is given to nobody without a key`() throws {
        try withServer(Self.locked) { server, handler in
            let client = try #require(RawClient(port: server.port))
            for _ in 0..<3 {
                #expect(try ask(client, "GET /bytes", "X-API-Key: \(Self.key)\r\n").status == 200)
                #expect(try ask(client, "GET /bytes").status == 401)
                #expect(try ask(client, "HEAD /bytes").status == 401)
                #expect(try ask(client, "GET /bytes", "If-None-Match: *\r\n").status == 401)
                #expect(try ask(client, "GET /bytes", "X-API-Key: \(Self.other)\r\n").status == 200)
            }
            #expect(handler.askedCount == 1)
        }
    }

    @Test func `pipelined requests are answered each by its own key`() throws {
        try withServer(Self.locked) { server, _ in
            let client = try #require(RawClient(port: server.port))
            let keys = [Self.key, "x", Self.other, "", Self.key]
            client.send(keys.map { "GET /slow HTTP/1.1\r\nHost: a\r\nX-API-Key: \($0)\r\n\r\n" }.joined())
            #expect(keys.map { _ in client.response()?.status } == [200, 401, 200, 401, 200])
        }
    }

    @Test func `keys are replaced on connections that are open`() throws {
        try withServer({
            Self.locked(&$0)
            $0.workers = 2
        }) { server, _ in
            let clients = try (0..<8).map { _ in try #require(RawClient(port: server.port)) }
            for client in clients { #expect(try ask(client, "GET /bytes", "X-API-Key: \(Self.key)\r\n").status == 200) }
            server.replaceKeys(Self.keys("new"))
            for client in clients {
                waitUntil { (try? ask(client, "GET /bytes", "X-API-Key: new\r\n"))?.status == 200 }
                #expect(try ask(client, "GET /bytes", "X-API-Key: \(Self.key)\r\n").status == 401)
            }
        }
    }

    @Test func `a listener for operations needs no key and knows no rate`() throws {
        var configuration = HTTPServer.Configuration()
        Self.locked(&configuration)
        configuration.limits.rate = RateLimit(requests: 1, seconds: 86_400)
        configuration.listeners = [
            HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0)),
            HTTPServer.Listener(.tcp(host: "127.0.0.1", port: 0), isForOperations: true),
        ]
        let server = try HTTPServer(configuration: configuration, handler: FixedHandler(), generation: 1)
        try server.run()
        defer {
            server.drain()
            server.waitUntilStopped()
        }
        guard case .tcp(_, let port) = server.addresses[1] else { return #expect(Bool(false)) }
        let client = try #require(RawClient(port: port))
        for _ in 0..<3 {
            let response = try ask(client)
            #expect(response.status == 200)
            #expect(response["ratelimit"] == nil)
        }
    }

    // MARK: - Rates

    @Test func `a client that has made too many requests is told when to come again`() throws {
        let metrics = ServerMetrics()
        try withServer({
            limited(3)(&$0)
            $0.metrics = metrics
        }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            for left in [2, 1, 0] {
                let response = try ask(client)
                #expect(response.status == 200)
                #expect(response["ratelimit-policy"] == "\"default\";q=3;w=86400")
                #expect(response["ratelimit"] == "\"default\";r=\(left);t=28800")
            }
            // On another connection it is the same client.
            for other in [client, try #require(RawClient(port: server.port))] {
                let response = try ask(other)
                #expect(response.status == 429)
                #expect(response.text.hasPrefix("quotaExceeded"))
                #expect(response["ratelimit"]?.hasPrefix("\"default\";r=0;t=") == true)
                // The connection goes on, for what does not count.
                let open = try ask(other, "GET /livez")
                #expect(open.status == 404)
                #expect(open["ratelimit"] == nil)
                #expect(try ask(other, "OPTIONS /bytes")["ratelimit-policy"] == nil)
            }
            #expect(metrics.rateLimited == .integer(2))
        }
    }

    @Test(arguments: [
        ("GET /bytes", "", 200), ("GET /bytes", "If-None-Match: *\r\n", 304),
        ("GET /bytes", "If-Match: \"x\"\r\n", 412),
        ("HEAD /bytes", "", 200), ("GET /none", "", 404), ("GET /stream", "", 200), ("GET /slow", "", 200),
        ("GET /large", "", 200), ("POST /echo", "Content-Length: 0\r\n", 200),
    ])
    func `every answer that counts says what is left`(line: String, fields: String, status: Int) throws {
        try withServer(limited(100)) { server, _ in
            let client = try #require(RawClient(port: server.port))
            for left in [99, 98, 97] {
                let response = try ask(client, line, fields)
                #expect(response.status == status)
                #expect(response.fields.filter { $0.name == "ratelimit" }.count == 1)
                #expect(response["ratelimit"]?.hasPrefix("\"default\";r=\(left);t=") == true)
            }
            #expect(try ask(client, "GET /livez")["ratelimit"] == nil)
        }
    }

    @Test func `what a parser refuses has nothing of the answer before it`() throws {
        try withServer(limited(100)) { server, _ in
            let client = try #require(RawClient(port: server.port))
            _ = try ask(client)
            client.send("GET /bytes HTTP/1.1\r\n\r\n")
            let response = try #require(client.response())
            #expect(response.status == 400)
            #expect(response["ratelimit"] == nil)
        }
    }

    @Test func `a full batch of pipelined replies has whole fields`() throws {
        let origin = "https://\(String(repeating: "o", count: 253)):65000"
        let id = String(repeating: "i", count: 128)
        try withServer({
            limited(1000)(&$0)
            $0.corsOrigins = [try? Origin(origin)].compactMap { $0 }
        }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            let request = "GET /bytes HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(id)\r\nOrigin: \(origin)\r\n\r\n"
            client.send(String(repeating: request, count: 100))
            for left in (900..<1000).reversed() {
                let response = try #require(client.response())
                #expect(response["x-request-id"] == id)
                #expect(response["access-control-allow-origin"] == origin)
                #expect(response["ratelimit"]?.hasPrefix("\"default\";r=\(left);t=") == true)
            }
        }
    }

    @Test func `each key has its own rate, and who has none the one of the address`() throws {
        try withServer({
            Self.locked(&$0)
            $0.limits.rate = RateLimit(requests: 2, seconds: 86_400)
        }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            func statuses(_ keys: [String]) throws -> [Int] {
                try keys.map { try ask(client, "GET /bytes", $0.isEmpty ? "" : "X-API-Key: \($0)\r\n").status }
            }
            #expect(try statuses([Self.key, Self.other, Self.key, Self.other]) == [200, 200, 200, 200])
            // Guesses count together with what has no key.
            #expect(try statuses(["x", "", "y", ""]) == [401, 401, 429, 429])
            #expect(try statuses([Self.key, Self.other]) == [429, 429])
        }
    }

    @Test func `behind a trusted proxy the client is the one that it names`() throws {
        try withServer({
            limited(1)(&$0)
            $0.trust = ProxyTrust(proxies: ["127.0.0.1"].compactMap(TrustedPeer.init))
        }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            func status(_ address: String) throws -> Int {
                try ask(client, "GET /bytes", "X-Forwarded-For: \(address)\r\n").status
            }
            let addresses = [
                ("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429), ("203.0.113.9, 192.0.2.2", 429),
                ("2001:db8::1", 200), ("2001:db8::2", 429), ("2001:db8:0:1::1", 200), ("::ffff:192.0.2.1", 429),
                // Whom it does not name is the proxy itself.
                ("unknown", 200), ("", 429),
            ]
            for (address, expected) in addresses { #expect(try status(address) == expected, "\(address)") }
        }
    }

    @Test func `nobody chooses another client by fields that do not count`() throws {
        try withServer(limited(1)) { server, _ in
            let client = try #require(RawClient(port: server.port))
            #expect(try ask(client, "GET /bytes", "X-Forwarded-For: 192.0.2.1\r\n").status == 200)
            #expect(try ask(client, "GET /bytes", "X-Forwarded-For: 192.0.2.2\r\n").status == 429)
        }
    }

    @Test func `with a PROXY header the client is the one that it names`() throws {
        try withServer({
            limited(1)(&$0)
            $0.trust = ProxyTrust(proxies: ["127.0.0.1"].compactMap(TrustedPeer.init))
            $0.proxyProtocol = .require
        }) { server, _ in
            for (address, expected) in [("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429)] {
                let client = try #require(RawClient(port: server.port))
                client.send("PROXY TCP4 \(address) 192.0.2.9 4711 80\r\n")
                #expect(try ask(client).status == expected)
            }
        }
    }

    @Test func `requests are counted over all workers`() throws {
        let metrics = ServerMetrics()
        try withServer({
            limited(100)(&$0)
            $0.metrics = metrics
            $0.workers = 3
        }) { server, _ in
            let port = server.port
            concurrently(10) { _ in
                guard let client = RawClient(port: port) else { return }
                for _ in 0..<20 {
                    client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = client.response()
                }
            }
            #expect(metrics.rateLimited == .integer(100))
        }
    }

    // MARK: - Origins

    private static let origins = ["https://a.example", "http://localhost:3000"]

    private static func listed(_ configuration: inout HTTPServer.Configuration) {
        configuration.corsOrigins = origins.compactMap { try? Origin($0) }
    }

    @Test(arguments: [
        ("Origin: https://a.example\r\n", "https://a.example"),
        ("origin:http://localhost:3000 \r\n", "http://localhost:3000"), ("", nil), ("Origin: null\r\n", nil),
        ("Origin: https://b.example\r\n", nil), ("Origin: https://a.example.org\r\n", nil),
        ("Origin: https://a.exampl\r\n", nil), ("Origin: HTTPS://a.example\r\n", nil),
        ("Origin: https://a.example, https://b.example\r\n", nil),
        ("Origin: https://a.example\r\nOrigin: https://a.example\r\n", nil),
    ])
    func `an origin of the list is named, and no other`(fields: String, expected: String?) throws {
        try withServer(Self.listed) { server, handler in
            let client = try #require(RawClient(port: server.port))
            let kinds = [
                ("GET /bytes", "", 200), ("GET /bytes", "", 200), ("HEAD /bytes", "", 200),
                ("GET /bytes", "If-None-Match: *\r\n", 304), ("GET /bytes", "If-Match: \"x\"\r\n", 412),
                ("GET /none", "", 404), ("GET /stream", "", 200), ("GET /slow", "", 200),
                ("OPTIONS /none", "", 404),
            ]
            for (line, more, status) in kinds {
                let response = try ask(client, line, fields + more)
                #expect(response.status == status)
                let named = response.fields.filter { $0.name == "access-control-allow-origin" }.map(\.value)
                #expect(named == [expected].compactMap { $0 }, "\(line)")
            }
        }
    }

    @Test(arguments: [
        ("GET /bytes HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nX: \u{1}\r\n\r\n", 400, true),
        ("GET /bytes HTTP/1.1\r\norigin:https://a.example\r\n\r\n", 400, true),
        ("GET /bytes HTTP/1.1\r\nHost: a\r\nOrigin: https://b.example\r\nX : y\r\n\r\n", 400, false),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nOrigin: https://a.example\r\n\r\n", 414, true),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nContent-Length: 99999999\r\n\r\n", 413, true),
        ("GET /bytes HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nExpect: x\r\n\r\n", 417, true),
    ])
    func `a page of the list can read why the parser refused its request`(
        request: String, status: Int, isNamed: Bool
    ) throws {
        try withServer(Self.listed) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send(request)
            let response = try #require(client.response())
            #expect(response.status == status)
            #expect(response["access-control-allow-origin"] == (isNamed ? "https://a.example" : nil))
        }
    }

    @Test func `without a list the server names nobody`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            let response = try ask(client, "GET /bytes", "Origin: https://a.example\r\n")
            #expect(response["access-control-allow-origin"] == nil)
        }
    }
}

extension ServerMetrics {
    /// What `/metrics` says of requests that were refused for their rate.
    fileprivate var rateLimited: MetricFamily.Value? {
        families.first { $0.name == "rungs_rate_limited_total" }?.samples.first?.value
    }
}
