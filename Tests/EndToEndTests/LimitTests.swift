import Glibc
import JSON
import TestSupport
import Testing

/// Each limit and each timeout as the setting that it is: reached, and what the client is told.
@Suite struct LimitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let setting: String
        let request: String
        let status: Int
        let code: String

        var testDescription: String { setting }
    }

    private static let get = "GET /v1 HTTP/1.1\r\nHost: a\r\n"
    private static let post = "POST /v1 HTTP/1.1\r\nHost: a\r\n"
    private static func filling(_ count: Int) -> String { String(repeating: "a", count: count) }

    @Test(arguments: [
        Case(
            setting: "limit.headBytes=512", request: get + "X-A: \(filling(600))\r\n\r\n", status: 431,
            code: "head-too-large"),
        Case(
            setting: "limit.targetBytes=100", request: "GET /\(filling(100)) HTTP/1.1\r\nHost: a\r\n\r\n", status: 414,
            code: "uri-too-long"),
        Case(
            setting: "limit.fieldLines=3", request: get + "X-A: a\r\nX-B: b\r\nX-C: c\r\n\r\n", status: 431,
            code: "head-too-large"),
        Case(
            setting: "limit.bodyBytes=10", request: post + "Content-Length: 11\r\n\r\n\(filling(11))", status: 413,
            code: "body-too-large"),
        Case(
            setting: "limit.bodyBytes=10",
            request: post + "Transfer-Encoding: chunked\r\n\r\n6\r\naaaaaa\r\n5\r\naaaaa\r\n0\r\n\r\n", status: 413,
            code: "body-too-large"),
        Case(setting: "timeout.head=0.3", request: get, status: 408, code: "request-timeout"),
        Case(
            setting: "timeout.body=0.3", request: post + "Content-Length: 11\r\n\r\n\(filling(10))", status: 408,
            code: "request-timeout"),
    ])
    func `what passes the limit is refused, and the client can read why`(_ limit: Case) throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", limit.setting])
        let client = try #require(RawClient(port: server.port))
        client.send(limit.request)
        let response = try #require(client.response())
        #expect(response.status == limit.status)
        #expect(response["content-type"] == "application/problem+json; charset=utf-8")
        #expect(response["connection"] == "close")
        let problem = try Document(parsing: response.body).root
        #expect(problem["code"]?.text?.string == limit.code)
        #expect(client.isClosed)
        #expect(!client.wasReset)
    }

    @Test(arguments: [
        (setting: "limit.connections", detail: "too much to do"),
        (setting: "limit.connectionsPerClient", detail: "from your address"),
    ])
    func `connections over the limit are told so`(setting: String, detail: String) throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "\(setting)=2"])
        let clients = try (0..<3).map { _ in try #require(RawClient(port: server.port)) }
        let responses = try clients.map { client in
            client.send(Self.get + "\r\n")
            return try #require(client.response())
        }
        #expect(responses.map(\.status) == [200, 200, 503])
        #expect(responses[2]["retry-after"] == "1")
        #expect(responses[2]["connection"] == "close")
        #expect(responses[2].text.contains(detail))
        #expect(clients[2].isClosed)
        #expect(!clients[2].wasReset)
    }

    @Test func `the last request that a connection may make is told so`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "limit.requestsPerConnection=2"])
        let client = try #require(RawClient(port: server.port))
        client.send(Self.get + "\r\n" + Self.get + "\r\n" + Self.get + "\r\n")
        #expect(try #require(client.response())["connection"] == nil)
        #expect(try #require(client.response())["connection"] == "close")
        #expect(client.isClosed)
    }

    @Test func `an idle connection is closed`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "timeout.idle=0.3"])
        let client = try #require(RawClient(port: server.port))
        client.send(Self.get + "\r\n")
        #expect(try #require(client.response()).status == 200)
        #expect(client.isClosed)
    }

    @Test func `a client that takes nothing is given up`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "timeout.write=0.3"])
        let client = try #require(RawClient(port: server.port))
        let request = "GET /v1/statements?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n"
        client.send(String(repeating: request, count: 200))
        let deadline = ContinuousClock.now + .seconds(10)
        while !client.isReset, ContinuousClock.now < deadline { usleep(20_000) }
        #expect(client.isReset || ContinuousClock.now < deadline)
        #expect(server.get("/v1")?.status == 200)
    }

    @Test func `a drain that clients hold up ends in time`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "timeout.drain=0.5"])
        let client = try #require(RawClient(port: server.port))
        client.send(Self.get)
        usleep(100_000)
        server.process.send(SIGTERM)
        #expect(try server.process.wait(seconds: 5) == 0)
        #expect(client.isClosed)
    }

    @Test func `without memory for answers all is answered`() throws {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--set", "cache.bytes=0"])
        let bodies = (0..<3).map { _ in server.get("/v1/frameworks")?.body }
        #expect(bodies[0] != nil)
        #expect(Set(bodies).count == 1)
    }
}
