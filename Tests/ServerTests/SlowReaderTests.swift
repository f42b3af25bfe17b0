import Glibc
import Server
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

    @Test func `is not given up while it takes bytes`() throws {
        try withServer({ $0.timeouts.write = 0.4 }) { server, _ in
            let client = try narrow(server)
            client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 3))
            // Slower than the room in the server's socket grows by what makes it writable again.
            var count = 0
            var buffer = [UInt8](repeating: 0, count: 8192)
            while count < 3 * 199_998 {
                pause(milliseconds: 50)
                let received = recv(client.descriptor, &buffer, buffer.count, 0)
                try #require(received > 0, "given up after \(count) bytes")
                count += received
            }
        }
    }
}
