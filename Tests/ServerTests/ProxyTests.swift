import HTTP
import Server
import TestSupport
import Testing

/// What is kept of answers that came by way of a trusted proxy.
@Suite struct `Behind a trusted proxy` {
    private static func trusting(_ configuration: inout HTTPServer.Configuration) {
        configuration.trust = ProxyTrust(
            proxies: ["127.0.0.1"].compactMap(TrustedPeer.init),
            fields: [.xForwardedFor, .xForwardedProto, .xForwardedHost, .xForwardedPrefix])
    }

    private func get(_ client: RawClient, _ target: String, _ lines: String) throws -> String {
        client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
        return try #require(client.response()).text
    }

    @Test func `one answer serves every spelling of a base, with the prefix kept or stripped`() throws {
        try withServer(Self.trusting) { server, handler in
            let client = try #require(RawClient(port: server.port))
            let fields = "X-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /p\r\n"
            for index in 0..<5 {
                for target in ["/bytes", "/p/bytes"] {
                    for host in ["b.example", "B.EXAMPLE:443", "c, b.example"] {
                        let lines = fields + "X-Forwarded-Host: \(host)\r\nX-Forwarded-For: 192.0.2.\(index)\r\n"
                        #expect(try get(client, target, lines) == "text of https://b.example/p ")
                    }
                }
            }
            #expect(handler.askedCount == 1)
        }
    }

    @Test func `another scheme, host or prefix has another answer`() throws {
        try withServer(Self.trusting) { server, handler in
            let client = try #require(RawClient(port: server.port))
            let bases = [
                ("", "http://a"), ("X-Forwarded-Proto: https\r\n", "https://a"),
                ("X-Forwarded-Host: b\r\n", "http://b"), ("X-Forwarded-Prefix: /p\r\n", "http://a/p"),
            ]
            for _ in 0..<3 {
                for (lines, base) in bases { #expect(try get(client, "/bytes", lines) == "text of \(base) ") }
            }
            #expect(handler.askedCount == bases.count)
        }
    }

    @Test func `what it does not name is taken from the request`() throws {
        try withServer(Self.trusting) { server, handler in
            let client = try #require(RawClient(port: server.port))
            #expect(try get(client, "http://b.example/bytes", "") == "text of http://b.example ")
            #expect(try get(client, "/pq/bytes", "X-Forwarded-Prefix: /p\r\n") == "none")
            #expect(try get(client, "/p?x", "X-Forwarded-Prefix: /p\r\n") == "none")
            #expect(
                try get(client, "/p/echo", "X-Request-Id: i\r\nX-Forwarded-Prefix: /p\r\n")
                    == "GET /echo http://a/p i\n")
        }
    }
}
