import HTTP
import Server
import Synchronization
import TestSupport
import Testing

@Suite struct `Timeouts and limits` {
    private func short(_ configuration: inout HTTPServer.Configuration) {
        configuration.timeouts.head = 0.4
        configuration.timeouts.body = 0.4
        configuration.timeouts.idle = 0.4
        configuration.timeouts.write = 0.4
    }

    @Test(arguments: [
        "GET /bytes HTTP/1.1\r\nHost:",
        "GET /bytes HTTP/1.1\r\nHost: a\r\n\r\nGET /bytes HTTP/1.1\r\nHo",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
    ])
    func `what does not come whole in time is answered with 408 and the connection closed`(request: String) throws {
        try withServer(short) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send(request)
            var last = try #require(client.response())
            while last.status < 300 { last = try #require(client.response()) }
            #expect(last.status == 408)
            #expect(last["connection"] == "close")
            #expect(client.isClosed)
        }
    }

    @Test(arguments: ["HEAD /bytes HTTP/1.1\r\nHost:", "\r\nHEAD /bytes HTTP/1.1\r\n"])
    func `a HEAD that does not come whole in time gets no body`(request: String) throws {
        try withServer(short) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send(request)
            #expect(try #require(client.response(toHEAD: true)).status == 408)
            #expect(client.isClosed)
        }
    }

    @Test(arguments: ["", "\r", "\r\n"])
    func `an idle connection is closed without an answer, also behind an empty line`(sent: String) throws {
        try withServer(short) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok" + sent)
            #expect(try #require(client.response()).status == 200)
            #expect(client.isClosed)
        }
    }

    @Test func `an empty line between two requests takes no time from the second`() throws {
        try withServer({ $0.timeouts.head = 0.2 }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok\r\n")
            #expect(try #require(client.response()).status == 200)
            pause(milliseconds: 600)
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response()).status == 200)
        }
    }

    @Test func `a client that reads nothing is given up, and others are served meanwhile`() throws {
        try withServer(short) { server, _ in
            let stalled = try #require(RawClient(port: server.port))
            stalled.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 200))
            let other = try #require(RawClient(port: server.port))
            other.send("GET /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try #require(other.response()).status == 200)
            // Waiting for the end without reading: the reset shows in the next call.
            var closed = false
            for _ in 0..<40 where !closed {
                pause(milliseconds: 50)
                closed = stalled.isReset
            }
            #expect(closed)
        }
    }

    @Test func `a refusal can be read though the client still sends`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
            client.send([UInt8](repeating: 0x78, count: 3_000_000))
            let response = try #require(client.response())
            #expect(response.status == 413)
            #expect(response["connection"] == "close")
        }
    }

    @Test func `connections over the limit are told so, and there is room again when one ends`() throws {
        try withServer({ $0.limits.connections = 2 }) { server, _ in
            var clients = [try #require(RawClient(port: server.port)), try #require(RawClient(port: server.port))]
            for client in clients {
                client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try #require(client.response()).status == 200)
            }
            let third = try #require(RawClient(port: server.port))
            third.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(third.response()).status == 503)
            clients.removeLast()
            pause(milliseconds: 100)
            let fourth = try #require(RawClient(port: server.port))
            fourth.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(fourth.response()).status == 200)
        }
    }

    @Test(arguments: [false, true])
    func `a connection over the limit can read that it was refused though it still sends`(isPerClient: Bool) throws {
        try withServer({
            if isPerClient { $0.limits.connectionsPerClient = 1 } else { $0.limits.connections = 1 }
        }) { server, _ in
            let first = try #require(RawClient(port: server.port))
            first.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(first.response()).status == 200)
            let second = try #require(RawClient(port: server.port))
            second.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
            second.send([UInt8](repeating: 0x78, count: 3_000_000))
            let response = try #require(second.response())
            #expect(response.status == 503)
            #expect(response["connection"] == "close")
            #expect(second.isClosed)
            #expect(!second.wasReset)
            let head = try #require(RawClient(port: server.port))
            head.send("HEAD /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(head.response(toHEAD: true)).status == 503)
            #expect(head.isClosed)
        }
    }

    @Test func `connections of one client are limited over all workers, and there is room again when one ends`() throws
    {
        try withServer({
            $0.limits.connectionsPerClient = 4
            $0.workers = 3
        }) { server, _ in
            func open() throws -> (client: RawClient, status: Int) {
                let client = try #require(RawClient(port: server.port))
                client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                return (client, try #require(client.response()).status)
            }
            for _ in 0..<50 {
                let clients = try (0..<5).map { _ in try open() }
                #expect(clients.map(\.status) == [200, 200, 200, 200, 503])
                for (client, _) in clients { client.halfClose() }
                for (client, _) in clients { #expect(client.isClosed) }
            }
        }
    }

    @Test(arguments: [0.0, -1, .infinity, .nan, 1e300])
    func `any time can be set`(seconds: Double) throws {
        try withServer({
            $0.timeouts.head = seconds
            $0.timeouts.body = seconds
            $0.timeouts.write = seconds
            $0.timeouts.idle = seconds
            $0.timeouts.drain = 1
        }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response()).status == 200)
        }
    }

    @Test func `the last request of a connection is told so`() throws {
        try withServer({ $0.limits.requestsPerConnection = 3 }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send(String(repeating: "GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
            #expect(try #require(client.response())["connection"] == nil)
            #expect(try #require(client.response())["connection"] == nil)
            #expect(try #require(client.response())["connection"] == "close")
            #expect(client.isClosed)
        }
    }
}

@Suite struct `The drain` {
    @Test func `a connection that was just used is answered once more, then closed`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response())["connection"] == nil)
            server.drain()
            pause(milliseconds: 100)
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response())["connection"] == "close")
            #expect(client.isClosed)
            #expect(RawClient(port: server.port) == nil)
        }
    }

    @Test func `during the linger new connections are still answered`() throws {
        try withServer({ $0.timeouts.linger = 0.5 }) { server, _ in
            server.drain()
            pause(milliseconds: 100)
            let client = try #require(RawClient(port: server.port))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response())["connection"] == "close")
            pause(milliseconds: 700)
            #expect(RawClient(port: server.port) == nil)
        }
    }

    @Test func `an idle connection ends within the grace of a second`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response() != nil)
            server.drain()
            #expect(client.isClosed)
        }
    }
}

@Suite struct `Publishing a snapshot` {
    @Test func `every worker forgets its answers`() throws {
        try withServer({ $0.workers = 3 }) { server, handler in
            func tags() throws -> Set<String?> {
                var tags: Set<String?> = []
                for _ in 0..<20 {
                    let client = try #require(RawClient(port: server.port))
                    client.send("GET /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    tags.insert(try #require(client.response())["etag"])
                }
                return tags
            }
            let before = try tags()
            #expect(before == ["\"t17-1\""])
            handler.generation.store(2, ordering: .relaxed)
            server.publish(generation: 2)
            pause(milliseconds: 50)
            let after = try tags()
            #expect(after == ["\"t17-2\""])
        }
    }
}
