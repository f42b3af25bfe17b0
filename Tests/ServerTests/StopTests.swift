import Glibc
import HTTP
import Server
import Synchronization
import TestSupport
import Testing

@Suite(.serialized) struct `The end` {
    private static let request = "GET /bytes HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: [0.0, 0.3])
    func `what was sent before the announced close is answered whole while 50 clients send`(linger: Double) throws {
        try withServer({
            $0.workers = 2
            $0.timeouts.linger = linger
        }) { server, _ in
            let tally = Tally()
            concurrently(51) { [port = server.port] index in
                guard index < 50 else {
                    for _ in 0..<500 where tally.answered.load(ordering: .relaxed) < 500 { pause(milliseconds: 10) }
                    return server.drain()
                }
                let lost = Self.sendUntilClose(port: port, depth: index % 4 == 0 ? 8 : 1, tally)
                tally.lost.add(lost, ordering: .relaxed)
            }
            server.waitUntilStopped()
            #expect(tally.lost.load(ordering: .relaxed) == 0)
            #expect(tally.answered.load(ordering: .relaxed) >= 500)
        }
    }

    private final class Tally: Sendable {
        let answered = Atomic<Int>(0)
        let lost = Atomic<Int>(0)
    }

    /// Sends `depth` requests at once, again and again until the server announces the end; how many of the last were
    /// not answered.
    private static func sendUntilClose(port: Int, depth: Int, _ tally: Tally) -> Int {
        guard let client = RawClient(port: port) else { return depth }
        var round = 0
        while true {
            let target = depth > 1 ? "/bytes" : ["/bytes", "/slow", "/stream"][round % 3]
            client.send(String(repeating: "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n", count: depth))
            for index in 0..<depth {
                guard let response = client.response(), response.status == 200 else { return depth - index }
                tally.answered.add(1, ordering: .relaxed)
                if response["connection"] == "close" { return depth - index - 1 }
            }
            round += 1
        }
    }

    @Test func `a request that waits unread behind a slow answer is not lost`() throws {
        try withServer { server, _ in
            let client = try #require(RawClient(port: server.port))
            client.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n")
            pause(milliseconds: 100)
            client.send(Self.request)
            pause(milliseconds: 100)
            server.drain()
            let late = try #require(client.response())
            #expect(late.text == "late")
            #expect(late["connection"] == nil)
            #expect(try #require(client.response())["connection"] == "close")
            #expect(client.isClosed)
        }
    }

    @Test func `a client that always has sent another request is told of the end too`() throws {
        try withServer({ $0.timeouts.drain = 2 }) { server, _ in
            let client = try #require(RawClient(port: server.port))
            let window = 50
            client.send(String(repeating: Self.request, count: window))
            var isTold = false
            for count in 0..<1_000_000 where !isTold {
                let response = try #require(client.response(), "cut after \(count) answers")
                isTold = response["connection"] == "close"
                if count == 100 { server.drain() }
                client.send(Self.request)
            }
            #expect(isTold)
        }
    }

    @Test func `connections that come while listening ends are refused or answered, never reset`() throws {
        try withServer({
            $0.workers = 2
            $0.timeouts.linger = 0.2
        }) { server, _ in
            let cut = Atomic<Int>(0)
            concurrently(50) { [port = server.port] index in
                if index == 0 { return server.drain() }
                while let client = RawClient(port: port) {
                    client.send(Self.request)
                    if client.response()?.status != 200 { cut.add(1, ordering: .relaxed) }
                }
            }
            server.waitUntilStopped()
            #expect(cut.load(ordering: .relaxed) == 0)
        }
    }

    @Test func `a client that sends on, not knowing of the end, is not reset`() throws {
        try withServer({ $0.limits.requestsPerConnection = 1 }) { server, _ in
            for _ in 0..<20 {
                let client = try #require(RawClient(port: server.port))
                client.send(Self.request)
                pause(milliseconds: 5)
                client.send(Self.request)
                pause(milliseconds: 5)
                #expect(!client.isReset)
                #expect(client.response()?["connection"] == "close")
                #expect(client.isClosed)
            }
        }
    }

    @Test func `sockets are given back, also those of connections that the drain cut`() throws {
        let requests = [
            "GET /bytes HTTP/1.1\r\nHo", Self.request,
            String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 60),
        ]
        let (clients, port) = try withServer({
            $0.timeouts.drain = 0.3
            $0.workers = 2
        }) { server, _ in
            let clients = try (0..<30).map { index in
                let client = try #require(RawClient(port: server.port))
                client.send(requests[index % 3])
                return client
            }
            waitUntil { openSockets(port: server.port) == 30 }
            #expect(openSockets(port: server.port) == 30)
            return (clients, server.port)
        }
        #expect(openSockets(port: port) == 0)
        #expect(clients.count == 30)
    }

    @Test func `a server without connections does nothing`() throws {
        try withServer({ $0.workers = WorkerThreads.count }) { server, _ in
            concurrently(50) { _ in
                let client = RawClient(port: server.port)
                client?.send("GET /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(client?.response() != nil)
            }
            pause(milliseconds: 200)
            let before = WorkerThreads.sleeps()
            #expect(before.count == WorkerThreads.count - WorkerThreads.shared)
            pause(milliseconds: 1500)
            #expect(WorkerThreads.sleeps() == before)
        }
    }

    @Test(arguments: [
        "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n", "GET /bytes HTTP/1.1\r\nHo",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel",
        String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 60), "\0\0\0\0",
    ])
    func `a client that is gone costs no processor time and no descriptor`(request: String) throws {
        try withServer({ $0.workers = WorkerThreads.count }) { server, _ in
            for index in 0..<60 {
                let client = try #require(RawClient(port: server.port))
                client.send(request)
                if index % 3 == 0 { client.reset() } else if index % 3 == 1 { client.halfClose() }
            }
            pause(milliseconds: 300)
            let before = WorkerThreads.ticks()
            pause(milliseconds: 500)
            #expect(WorkerThreads.ticks() - before < 10)
            #expect(openSockets(port: server.port) == 0)
        }
    }
}

/// The workers of a server with more of them than any other test has: those beyond are this test's alone.
private enum WorkerThreads {
    static let count = 8
    static let shared = 4

    /// How often each of them went to sleep.
    static func sleeps() -> [String] {
        files("status").compactMap { text in text.split(separator: "\n").first { $0.hasPrefix("voluntary") } }
            .map(String.init)
    }

    /// Processor time of all of them together, in hundredths of a second.
    static func ticks() -> Int {
        files("stat").map { text in
            // utime and stime are the 12th and 13th after the name in parentheses (proc(5)).
            let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
        }.reduce(0, +)
    }

    private static func files(_ name: String) -> [String] {
        entries("/proc/self/task").sorted().compactMap { task in
            let thread = contents("/proc/self/task/\(task)/comm").dropLast()
            guard let index = thread.split(separator: "-").last.flatMap({ Int($0) }), thread.hasPrefix("worker-"),
                index >= shared
            else { return nil }
            return contents("/proc/self/task/\(task)/\(name)")
        }
    }
}
