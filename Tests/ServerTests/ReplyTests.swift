import HTTP
import Server
import TestSupport
import Testing

@Suite struct `Replies` {
    @Test func `a request is answered and the connection stays`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            for _ in 0..<3 {
                client.send("GET /bytes HTTP/1.1\r\nHost: example.com\r\n\r\n")
                let response = try #require(client.response())
                #expect(response.status == 200)
                #expect(response.reason == "OK")
                #expect(response.text == "text of http://example.com ")
                #expect(response["content-length"] == "\(response.body.count)")
                #expect(response["etag"] != nil)
                #expect(response["connection"] == nil)
            }
        }
    }

    @Test func `the second request is answered from the cache, HEAD and 304 too`() throws {
        try withServer { server, handler in
            let client = try #require(RawClient(port: server.port))
            client.send("HEAD /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(client.response(toHEAD: true))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            let whole = try #require(client.response())
            let tag = try #require(whole["etag"])
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\", \(tag)\r\n\r\n")
            let notModified = try #require(client.response())
            #expect(handler.askedCount == 1)
            #expect(head.fields.filter { $0.name != "date" } == whole.fields.filter { $0.name != "date" })
            #expect(notModified.status == 304)
            #expect(notModified.fields.map(\.name) == ["date", "etag", "last-modified", "cache-control", "vary"])
        }
    }

    @Test func `pipelined requests are answered in order, also after streams and deferred answers`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            let targets = (0..<100).map { index in
                ["/bytes?\(index)", "/stream", "/slow?\(index)", "/none", "/large"][index % 5]
            }
            client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for target in targets {
                let response = try #require(client.response(), "no answer to \(target)")
                switch target.prefix(3) {
                case "/by": #expect(response.text.hasSuffix(target.dropFirst(7)))
                case "/st": #expect(response.body == CountingStream.whole(steps: 40))
                case "/sl": #expect(response.text == "slow \(target.dropFirst(6))")
                case "/la": #expect(response.body.count == 33_333 * 6)
                default: #expect(response.status == 404)
                }
            }
        }
    }

    @Test func `a client that reads slowly gets every byte, in order`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            let count = 200
            let requests = String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: count)
            client.send(requests)
            client.send("GET /bytes HTTP/1.1\r\nHost: last\r\nConnection: close\r\n\r\n")
            for _ in 0..<count { #expect(try #require(client.response()).body.count == 33_333 * 6) }
            let last = try #require(client.response())
            #expect(last.text.contains("http://last"))
            #expect(last["connection"] == "close")
            #expect(client.isClosed)
        }
    }

    @Test(arguments: [
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", "hello"),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=\"y\"\r\nlo\r\n0\r\nA: b\r\n\r\n",
            "hello"
        ),
        ("POST /echo HTTP/1.1\r\nHost: a\r\n\r\n", ""),
    ])
    func `a body is read and what follows it is the next request`(request: String, body: String) throws {
        try withServer { server, _ in
            for split in stride(from: 1, to: request.utf8.count, by: 7) {
                let client = try #require(RawClient(port: server.port))
                let bytes = Array(request.utf8) + Array("GET /bytes HTTP/1.1\r\nHost: b\r\n\r\n".utf8)
                client.send(bytes[..<split])
                client.send(bytes[split...])
                #expect(try #require(client.response()).text.split(separator: "\n").dropFirst().joined() == body)
                #expect(try #require(client.response()).text == "text of http://b ")
            }
        }
    }

    @Test func `a deferred answer is sent when nothing follows it`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            for _ in 0..<3 {
                client.send("GET /slow?alone HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try #require(client.response()).text == "slow alone")
            }
        }
    }

    @Test func `a stream ends with the connection for HTTP 1.0 and is chunked for 1.1`() throws {
        try withServer { server, _ in
            let old = try #require(RawClient(port: server.port))
            old.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let response = try #require(old.response())
            #expect(response["transfer-encoding"] == nil)
            #expect(response["connection"] == "close")
            #expect(response.body == CountingStream.whole(steps: 40))
        }
    }

    @Test func `HEAD of a stream has the head of GET`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
            let whole = try #require(client.response())
            let head = try #require(client.response(toHEAD: true))
            #expect(head.fields.filter { $0.name != "date" } == whole.fields.filter { $0.name != "date" })
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try #require(client.response()).status == 200)
        }
    }

    @Test(arguments: [0, 8 << 20])
    func `an answer that is too large to be kept is the same as one that is kept`(cacheBytes: Int) throws {
        try withServer({ $0.answerCacheBytes = cacheBytes }) { server, _ in
            for version in ["1", "0"] {
                let line = "/large HTTP/1.\(version)\r\nHost: a\r\nConnection: keep-alive\r\n"
                let client = try #require(RawClient(port: server.port))
                client.send(
                    "GET \(line)\r\nHEAD \(line)\r\nGET \(line)If-None-Match: \"t199998-1\"\r\n\r\nGET \(line)\r\n")
                let whole = try #require(client.response())
                #expect(whole.text == String(repeating: "large ", count: 33_333))
                #expect(whole["content-length"] == "199998")
                #expect(whole["transfer-encoding"] == nil)
                let head = try #require(client.response(toHEAD: true))
                #expect(head.fields.filter { $0.name != "date" } == whole.fields.filter { $0.name != "date" })
                #expect(try #require(client.response()).status == 304)
                #expect(try #require(client.response()).body == whole.body)
            }
        }
    }

    @Test func `a request that asks for 100 (Continue) gets it before its body is sent`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try #require(client.response()).status == 100)
            client.send("ok")
            #expect(try #require(client.response()).text.hasSuffix("ok"))
        }
    }
}
