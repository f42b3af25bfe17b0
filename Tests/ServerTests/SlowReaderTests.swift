import Glibc
import Server
import Synchronization
import TestSupport
import Testing

@Suite struct `A slow reader` {
    /// A client whose kernel takes little.
    private func narrow(_ server: HTTPServer) throws -> RawClient {
        let client = try #require(RawClient(port: server.port))
        var size: Int32 = 16_384
        setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        return client
    }

    @Test(arguments: [
        "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET /large HTTP/1.0\r\n\r\n",
        "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    ])
    func `gets its last answer whole, whatever it sends meanwhile`(request: String) throws {
        try withServer { server, _ in
            let client = try narrow(server)
            client.send(request)
            pause(milliseconds: 200)
            client.send("\r\nGET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try #require(client.response())
            #expect(
                response.body.count == (request.contains("large") ? 199_998 : CountingStream.whole(steps: 40).count))
            #expect(client.isClosed)
            #expect(!client.wasReset)
        }
    }

    @Test(arguments: [
        ("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true),
        ("GET /large HTTP/1.1\r\nHost: a\r\n\r\n", true), ("GET /large HTTP/1.1\r\nHost: a\r\n\r\n", false),
    ])
    func `that takes nothing is reset, whether it ends its side or not`(request: String, endsItsSide: Bool) throws {
        try withServer({
            $0.timeouts.write = 0.4
            $0.timeouts.idle = 0.4
        }) { server, _ in
            let client = try narrow(server)
            client.send(request)
            if endsItsSide { client.halfClose() }
            // A reset is told once. Without one the kernel would go on holding the rest of the answer.
            var isReset = false
            waitUntil {
                isReset = client.isReset
                return isReset
            }
            #expect(isReset)
            #expect(openSockets(port: server.port) == 0)
        }
    }

    @Test func `many streams at once get as much each`() throws {
        try withServer { server, _ in
            let count = 300
            let received = (0..<count).map { _ in Counter() }
            let slowest = Counter()
            concurrently(count) { [port = server.port] index in
                guard let client = RawClient(port: port, timeout: 30) else { return }
                client.send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while case let bytes = recv(client.descriptor, &buffer, buffer.count, 0), bytes > 0 {
                    received[index].value.add(bytes, ordering: .relaxed)
                }
                // The first to have all of it looks at what the others have.
                let least = received.map { $0.value.load(ordering: .relaxed) }.min() ?? 0
                _ = slowest.value.compareExchange(expected: 0, desired: least + 1, ordering: .relaxed)
            }
            let whole = CountingStream.whole(steps: 40).count
            #expect(received.allSatisfy { $0.value.load(ordering: .relaxed) > whole })
            #expect(slowest.value.load(ordering: .relaxed) > whole / 4)
        }
    }

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }

    @Test func `is not given up while it takes bytes`() throws {
        try withServer({ $0.timeouts.write = 1 }) { server, _ in
            let client = try narrow(server)
            client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 2))
            // Slower than the room in the server's socket grows by what makes it writable again.
            var count = 0
            var buffer = [UInt8](repeating: 0, count: 8192)
            while count < 2 * 199_998 {
                pause(milliseconds: 100)
                let received = recv(client.descriptor, &buffer, buffer.count, 0)
                try #require(received > 0, "given up after \(count) bytes")
                count += received
            }
        }
    }
}
