import Glibc
import HTTP
import Server
import TestSupport
import Testing

/// Random pipelines, cut anywhere, of requests that are answered at once, late, in steps, in large, after a body or not
/// at all, by clients that read slowly: each answer comes whole and in its place.
@Suite struct `Pipelines` {
    @Test(arguments: 0..<12)
    func `every request of a random pipeline is answered whole and in its place`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let requests = (0..<Int.random(in: 20...120, using: &random)).map { Request.random($0, using: &random) }
        let bytes = requests.flatMap(\.bytes)
        try withServer({ $0.answerCacheBytes = seed % 3 == 0 ? 0 : 8 << 20 }) { server, _ in
            let client = try #require(RawClient(port: server.port, timeout: 10))
            let sender = Sender(client, pieces(of: bytes, using: &random))
            defer { sender.join() }
            if seed % 2 == 0 { pause(milliseconds: 200) }
            for request in requests {
                if seed % 4 == 0 { pause(milliseconds: 3) }
                let response = try #require(
                    client.finalResponse(toHEAD: request.isHead), "no answer to \(request.target)")
                #expect(response.status == request.status)
                #expect(request.isHead || response.body == request.body, "\(request.target)")
            }
        }
    }

    /// Runs of any length, some with a moment between them.
    private func pieces(of bytes: [UInt8], using random: inout SeededGenerator) -> [[UInt8]] {
        let longest = [1, 40, 700, 9000, 200_000].randomElement(using: &random) ?? 1
        // Byte by byte only where that is soon over.
        let limit = longest == 1 && bytes.count > 20_000 ? 40 : longest
        var pieces: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            let count = min(bytes.count - position, Int.random(in: 1...limit, using: &random))
            pieces.append(Array(bytes[position..<position + count]))
            position += count
        }
        return pieces
    }

    private struct Request {
        let target: String
        var isHead = false
        let bytes: [UInt8]
        var status = 200
        let body: [UInt8]

        static func random(_ index: Int, using random: inout SeededGenerator) -> Request {
            let end = "HTTP/1.1\r\nHost: a\r\n"
            func get(_ target: String, _ body: [UInt8], status: Int = 200) -> Request {
                Request(target: target, bytes: Array("GET \(target) \(end)\r\n".utf8), status: status, body: body)
            }
            switch Int.random(in: 0..<9, using: &random) {
            case 0, 1:
                return get("/bytes?\(index % 7)", Array("text of http://a \(index % 7)".utf8))
            case 2: return get("/large", Array(String(repeating: "large ", count: 33_333).utf8))
            case 3: return get("/stream", CountingStream.whole(steps: 40))
            case 4: return get("/slow?\(index)", Array("slow \(index)".utf8))
            case 5: return get("/none", Array("none".utf8), status: 404)
            case 6:
                return Request(
                    target: "/stream", isHead: true, bytes: Array("HEAD /stream \(end)\r\n".utf8), body: [])
            default:
                let body = (0..<Int.random(in: 0...3000, using: &random)).map { UInt8(truncatingIfNeeded: $0 &* 7) }
                let id = "id-\(index)"
                let answer = Array("POST /echo http://a \(id)\n".utf8) + body
                let head = "POST /echo \(end)X-Request-Id: \(id)\r\n"
                let framed: [UInt8] =
                    Bool.random(using: &random)
                    ? Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
                    : Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8) + chunked(body, using: &random)
                return Request(target: "/echo", bytes: framed, body: answer)
            }
        }

        private static func chunked(_ body: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
            var bytes: [UInt8] = []
            var position = 0
            while position < body.count {
                let count = min(body.count - position, Int.random(in: 1...900, using: &random))
                bytes +=
                    Array("\(String(count, radix: 16))\r\n".utf8) + body[position..<position + count] + [0x0d, 0x0a]
                position += count
            }
            return bytes + Array("0\r\n\r\n".utf8)
        }
    }
}

@Suite struct `Answers that wait for a client` {
    @Test(arguments: [
        ("GET /slow?x HTTP/1.1\r\nHost: a\r\n\r\n", "", "slow x"),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: i\r\nContent-Length: 6\r\n\r\nabc", "def",
            "POST /echo http://a i\nabcdef"
        ),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: i\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r",
            "\ndef\r\n0\r\n\r\n", "POST /echo http://a i\nabcdef"
        ),
        ("GET /bytes?x HTTP/1.1\r\nHo", "st: a\r\n\r\n", "text of http://a x"),
        (
            "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n", "",
            String(decoding: CountingStream.whole(steps: 40), as: UTF8.self)
        ),
    ])
    func `what came behind answers that the client was slow to take goes on where it was`(
        first: String, rest: String, answer: String
    ) throws {
        try withServer { server, _ in
            // Two large answers fill a batch, or 31 small ones and a large one, so that the last large one is sent with
            // what follows; one of these numbers is the first that is more than the buffers of both sides hold.
            for count in 5...41 {
                let client = try #require(RawClient(port: server.port))
                let targets =
                    Array(repeating: "/bytes?", count: count % 2 == 0 ? 31 : 0)
                    + Array(repeating: "/large", count: count)
                client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined() + first)
                pause(milliseconds: 15)
                for target in targets {
                    #expect(client.finalResponse()?.body.count == (target == "/large" ? 33_333 * 6 : 17))
                }
                client.send(rest)
                #expect(client.finalResponse()?.text == answer)
                client.send("GET /bytes?end HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.finalResponse()?.text == "text of http://a end")
            }
        }
    }
}
