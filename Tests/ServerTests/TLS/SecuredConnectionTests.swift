import Glibc
import HTTP
import Server
import Synchronization
import TestSupport
import Testing

@Suite struct `A secured connection` {
    private static let versions: [Int32] = [0x0303, 0x0304]

    /// A client whose kernel takes little.
    private func narrow(_ secured: Secured, _ change: (inout ClientTLS) -> Void = { _ in }) throws -> RawClient {
        let client = try secured.connect(change)
        // Less than two segments of the loopback would make each wait for a timer.
        var size: Int32 = 131_072
        setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        return client
    }

    /// Whether the connection ended with a word, and without a reset.
    private func endsWell(_ client: RawClient) -> Bool {
        client.isClosed && !client.wasCut && !client.wasReset
    }

    // MARK: - The end

    @Test(arguments: [
        "GET /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET /bytes HTTP/1.0\r\n\r\n",
        "GET /stream HTTP/1.0\r\n\r\n", "GET /bytes HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
    ])
    func `is told that it ends after its last answer`(request: String) throws {
        try withSecuredServer { secured in
            let client = try secured.connect()
            client.send(request)
            #expect(client.response() != nil)
            #expect(endsWell(client))
        }
    }

    @Test func `is told that it ends when its time is over`() throws {
        try withSecuredServer({
            $0.timeouts.idle = 0.3
            $0.timeouts.head = 0.6
        }) { secured in
            let silent = try secured.connect()
            #expect(endsWell(silent))
            let idle = try secured.connect()
            idle.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(idle.response()?.status == 200)
            #expect(endsWell(idle))
            let slow = try secured.connect()
            slow.send("GET /bytes HTTP/1.1\r\nHo")
            #expect(slow.response()?.status == 408)
            #expect(endsWell(slow))
        }
    }

    @Test func `is told so too where the client takes its last answer late, however long that is`() throws {
        try withSecuredServer({ $0.limits.bodyBytes = 1 << 20 }) { secured in
            let lengths = Array(stride(from: 200_000, to: 900_000, by: 5000))
            let clients = try lengths.map { length in
                let client = try narrow(secured)
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(length)\r\n\r\n")
                client.send([UInt8](repeating: 0x78, count: length))
                return client
            }
            pause(milliseconds: 300)
            for (client, length) in zip(clients, lengths) {
                #expect(client.response()?.body.count ?? 0 > length)
                #expect(endsWell(client), "\(length)")
            }
        }
    }

    @Test func `that the client ends is answered to the end, whether it says so or not`() throws {
        try withSecuredServer { secured in
            for saysSo in [true, false] {
                let client = try secured.connect()
                client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                if saysSo { client.halfClose() } else { shutdown(client.descriptor, Int32(SHUT_WR)) }
                #expect(client.response()?.text == "slow ")
                #expect(client.response()?.status == 200)
                #expect(endsWell(client))
            }
        }
    }

    @Test func `whose client takes nothing is reset`() throws {
        try withSecuredServer({ $0.timeouts.write = 0.4 }) { secured in
            let client = try narrow(secured)
            client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 200))
            var isReset = false
            waitUntil {
                isReset = client.isReset
                return isReset
            }
            #expect(isReset)
        }
    }

    // MARK: - What is received

    /// Bytes that OpenSSL has are not told of by the socket.
    @Test(arguments: versions)
    func `is served what came in one record, however many requests that are`(version: Int32) throws {
        try withSecuredServer { secured in
            let client = try secured.connect { $0.versions = version...version }
            for _ in 0..<3 {
                client.send((0..<32).map { "GET /slow?\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
                for number in 0..<32 { #expect(client.response()?.text == "slow \(number)") }
            }
        }
    }

    /// Where the buffer of OpenSSL ends within the header of a record, it takes more off the socket, again and again: for
    /// some length of records a read ends for want of room, and nothing is left on the socket.
    @Test(arguments: versions)
    func `is served what finds no room in the read buffer, though the socket tells of nothing`(version: Int32) throws {
        try withSecuredServer { secured in
            let request = "GET /bytes HTTP/1.1\r\nHost: a\r\nX-Pad: "
            for length in 1240..<1280 {
                let client = try narrow(secured) { $0.versions = version...version }
                // Nothing is read while this is not taken.
                client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 4))
                pause(milliseconds: 10)
                let padding = String(repeating: "p", count: length - request.utf8.count - 4)
                let count = 70_000 / length + 4
                for _ in 0..<count { client.send(request + padding + "\r\n\r\n") }
                for _ in 0..<4 { #expect(client.response()?.status == 200) }
                for number in 0..<count {
                    let response = try #require(client.response(), "no answer \(number) to requests of \(length) bytes")
                    #expect(response.status == 200)
                }
            }
        }
    }

    @Test(arguments: [1, 7, 100, 16_384])
    func `is served pipelines of records of any length`(length: Int) throws {
        try withSecuredServer { secured in
            let client = try secured.connect()
            let kinds = ["/bytes", "/slow?x", "/stream", "/large", "/none"]
            let targets = (0..<(length == 1 ? 20 : 300)).map { kinds[$0 * $0 % 5] }
            let bytes = Array(
                targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\nX-Pad: \(String(repeating: "p", count: 200))\r\n\r\n" }
                    .joined().utf8)
            let reader = try #require(client.tls)
            // Reads go on beside the sending, by one thread: OpenSSL allows no two.
            var sent = 0
            var answered = 0
            while answered < targets.count {
                if sent < bytes.count {
                    let end = min(sent + length, bytes.count)
                    client.send(bytes[sent..<end])
                    sent = end
                    if sent < bytes.count, sent / length % 40 != 0 || answered * 240 > sent - 20_000 { continue }
                }
                let response = try #require(client.response(), "no answer \(answered) to \(targets[answered])")
                let expected = targets[answered]
                #expect(response.status == (expected == "/none" ? 404 : 200))
                if expected == "/large" { #expect(response.body.count == 199_998) }
                answered += 1
            }
            withExtendedLifetime(reader) {}
        }
    }

    @Test(arguments: versions)
    func `takes a large body whose bytes come faster than they are read`(version: Int32) throws {
        try withSecuredServer({ $0.limits.bodyBytes = 8 << 20 }) { secured in
            let client = try secured.connect { $0.versions = version...version }
            let body = (0..<5_000_011).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            for isChunked in [false, true] {
                let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)"
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
                if isChunked {
                    client.send("\(String(body.count, radix: 16))\r\n")
                    client.send(body)
                    client.send("\r\n0\r\n\r\n")
                } else {
                    client.send(body)
                }
                let response = try #require(client.response())
                #expect(response.status == 200)
                #expect(response.body.suffix(body.count).elementsEqual(body))
            }
        }
    }

    @Test func `asks for a body that is announced`() throws {
        try withSecuredServer { secured in
            let client = try secured.connect()
            for _ in 0..<3 {
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                #expect(client.response()?.status == 100)
                client.send("hello")
                #expect(client.response()?.text.hasSuffix("hello") ?? false)
            }
        }
    }

    /// OpenSSL would read the rest of the message before it writes anything, and the socket says meanwhile that there is room.
    @Test func `ends when half a change of keys comes behind a request`() throws {
        try withSecuredServer { secured in
            let client = try secured.connect {
                $0.versions = 0x0304...0x0304
                $0.suites = "TLS_AES_128_GCM_SHA256"
            }
            let keys = try #require(client.tls?.trafficKeys)
            // Both in one piece.
            var cork: Int32 = 1
            setsockopt(
                client.descriptor, Int32(IPPROTO_TCP), TCP_CORK, &cork, socklen_t(MemoryLayout<Int32>.size))
            client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            // A KeyUpdate without its last byte (RFC 8446 section 4.6.3).
            let half = keys.record([24, 0, 0, 1], type: 22, sequence: 1)
            #expect(Glibc.send(client.descriptor, half, half.count, 0) == half.count)
            cork = 0
            setsockopt(
                client.descriptor, Int32(IPPROTO_TCP), TCP_CORK, &cork, socklen_t(MemoryLayout<Int32>.size))
            #expect(client.readToEnd() != nil)
        }
    }

    @Test func `goes on when the client changes its keys, and others are served meanwhile`() throws {
        try withSecuredServer { secured in
            let client = try secured.connect()
            for _ in 0..<5 {
                client.tls?.updateKeys()
                client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.response()?.status == 200)
            }
            let ends = Atomic(false)
            let flood = try secured.connect()
            let tls = try #require(flood.tls)
            let thread = SystemThread {
                while !ends.load(ordering: .relaxed) { tls.updateKeys(asks: false) }
            }
            for _ in 0..<20 {
                let other = try secured.connect()
                other.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(other.response()?.status == 200)
            }
            ends.store(true, ordering: .relaxed)
            thread.join()
            withExtendedLifetime(flood) {}
        }
    }

    // MARK: - What is sent

    @Test(arguments: versions)
    func `gives a slow reader every byte`(version: Int32) throws {
        try withSecuredServer { secured in
            let client = try narrow(secured) { $0.versions = version...version }
            let targets = (0..<60).map { ["/large", "/bytes", "/stream", "/slow", "/none"][$0 % 5] }
            client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            let large = Array(String(repeating: "large ", count: 33_333).utf8)
            let stream = CountingStream.whole(steps: 40)
            for (index, target) in targets.enumerated() {
                if index % 10 == 0 { pause(milliseconds: 50) }
                let response = try #require(client.response(), "no answer \(index)")
                switch target {
                case "/large": #expect(response.body == large)
                case "/stream": #expect(response.body == stream)
                default: #expect(!response.body.isEmpty)
                }
            }
        }
    }

    /// The small answers that the socket has no room for are more pieces than one call takes.
    @Test func `loses nothing where many small answers find no room`() throws {
        try withSecuredServer { secured in
            let client = try narrow(secured)
            for _ in 0..<8 {
                client.send(
                    String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 6)
                        + String(repeating: "GET /bytes HTTP/1.1\r\nHost: a\r\nX-Request-Id: one\r\n\r\n", count: 64))
            }
            pause(milliseconds: 200)
            for _ in 0..<8 {
                for _ in 0..<6 { #expect(client.response()?.body.count == 199_998) }
                for _ in 0..<64 { #expect(client.response()?["x-request-id"] == "one") }
            }
        }
    }

    // MARK: - Time and limits

    @Test func `that stalls in its handshake is closed when the time for a head is over, and others are served`() throws
    {
        try withSecuredServer({ $0.timeouts.head = 1 }) { secured in
            let start = ContinuousClock.now
            let hello: [UInt8] = [0x16, 3, 1, 0x02, 0x00, 0x01, 0x00]
            let stalled = try (0..<50).map { _ in
                let client = try #require(RawClient(port: secured.port))
                client.send(hello)
                return client
            }
            var served = 0
            while ContinuousClock.now - start < .milliseconds(500) {
                #expect(secured.refusal { _ in } == nil)
                served += 1
            }
            #expect(served > 5)
            for client in stalled { #expect(client.isClosed) }
            // A sweep is late by a quarter at most.
            #expect(ContinuousClock.now - start > .milliseconds(900))
        }
    }

    @Test func `has one time for its handshake and its first head together`() throws {
        try withSecuredServer({ $0.timeouts.head = 1.5 }) { secured in
            let client = try #require(RawClient(port: secured.port))
            let start = ContinuousClock.now
            // The kernel hands it over at the first byte.
            client.send([0x16])
            pause(milliseconds: 1000)
            let late = try secured.connect()
            late.send("GET /bytes HTTP/1.1\r\nHo")
            #expect(client.isClosed)
            #expect(ContinuousClock.now - start < .milliseconds(2900))
            #expect(late.response()?.status == 408)
        }
    }

    @Test func `over the limit is closed without a handshake, and there is room again when one ends`() throws {
        try withSecuredServer({ $0.limits.connections = 2 }) { secured in
            var clients = try (0..<2).map { _ in try secured.connect() }
            #expect(secured.refusal { _ in } != nil)
            clients.removeLast()
            var refusal: String? = ""
            waitUntil {
                refusal = secured.refusal { _ in }
                return refusal == nil
            }
            #expect(refusal == nil)
        }
    }

    @Test func `is answered once more in the drain`() throws {
        try withSecuredServer { secured in
            let clients = try (0..<20).map { _ in try secured.connect() }
            for client in clients { client.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n") }
            for client in clients { #expect(client.response()?.status == 200) }
            let stalled = try #require(RawClient(port: secured.port))
            stalled.send([0x16, 3, 1])
            secured.server.drain()
            pause(milliseconds: 100)
            for client in clients { client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n") }
            for client in clients {
                let response = client.response()
                #expect(response?.text == "slow ")
                #expect(response?["connection"] == "close")
                #expect(endsWell(client))
            }
            let start = ContinuousClock.now
            secured.server.waitUntilStopped()
            #expect(ContinuousClock.now - start < .seconds(4))
            #expect(stalled.isClosed)
        }
    }

    // MARK: - New certificates

    @Test func `goes on with its certificate, and new ones have the new one`() throws {
        try withSecuredServer({ $0.workers = 3 }) { secured in
            let old = try secured.connect()
            let before = try #require(old.tls?.serverCertificate?.serial)
            old.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(old.response()?.status == 200)
            let session = try #require(old.tls?.session)
            let half = try #require(RawClient(port: secured.port))
            half.send([0x16, 3, 1])

            let issued = try secured.certificates.issue("server")
            secured.server.publish(tls: try TLSContext(TLSConfiguration(issued)))
            pause(milliseconds: 100)
            for _ in 0..<12 {
                let new = try secured.connect { $0.resumed = session }
                #expect(new.tls?.serverCertificate?.serial != before)
                // Whoever was let in by the certificates before must show again who it is.
                #expect(new.tls?.isResumed == false)
            }
            old.send("GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(old.response()?.status == 200)
        }
    }

    @Test func `is lost by no client while certificates are replaced`() throws {
        try withSecuredServer({ $0.workers = 2 }) { secured in
            let ends = Atomic(false)
            let asked = Atomic(0)
            let lost = Atomic(0)
            let serials = (0..<4).map { _ in SeenSerials() }
            let load = (0..<4).map { number in
                SystemThread {
                    while !ends.load(ordering: .relaxed) {
                        guard let client = try? secured.connect() else {
                            lost.add(1, ordering: .relaxed)
                            continue
                        }
                        serials[number].add(client.tls?.serverCertificate?.serial)
                        for _ in 0..<3 {
                            client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
                            asked.add(1, ordering: .relaxed)
                            if client.response()?.body.count != 199_998 { lost.add(1, ordering: .relaxed) }
                        }
                    }
                }
            }
            for _ in 0..<20 {
                secured.server.publish(tls: try TLSContext(TLSConfiguration(try secured.certificates.issue("server"))))
                pause(milliseconds: 50)
            }
            ends.store(true, ordering: .relaxed)
            for thread in load { thread.join() }
            #expect(lost.load(ordering: .relaxed) == 0)
            #expect(asked.load(ordering: .relaxed) > 50)
            #expect(serials.reduce(into: Set()) { $0.formUnion($1.all) }.count > 10)
        }
    }

    /// Each belongs to one thread until that has ended.
    private final class SeenSerials: @unchecked Sendable {
        private(set) var all: Set<Int> = []

        func add(_ serial: Int?) {
            if let serial { all.insert(serial) }
        }
    }
}
