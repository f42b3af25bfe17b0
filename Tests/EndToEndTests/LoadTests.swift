import Glibc
import JSON
import TestSupport
import Testing

/// Stop and reload while 50 keep-alive clients send.
@Suite(.serialized) struct LoadTests {
    private static let clients = 50

    /// Lets the clients begin, ends the server by a signal, and returns the load when it has ended.
    private func load(ending signal: Int32, _ arguments: [String] = []) throws -> (HarnessLoad, status: Int32) {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--workers", "2"] + arguments)
        let load = HarnessLoad(port: server.port, clients: Self.clients)
        try server.waitUntil { load.answered >= 500 }
        server.process.send(signal)
        let status = try server.process.wait()
        load.waitForServerToEnd()
        return (load, status)
    }

    @Test(arguments: [[], ["--set", "timeout.linger=0.5"]])
    func `SIGTERM loses no request that was sent before the announced end`(arguments: [String]) throws {
        for _ in 0..<3 {
            let (load, status) = try load(ending: SIGTERM, arguments)
            #expect(load.lost == [])
            #expect(status == 0)
        }
    }

    @Test func `the loss that SIGKILL makes is seen`() throws {
        let (load, status) = try load(ending: SIGKILL)
        #expect(load.lost.count >= Self.clients / 2)
        #expect(status == 128 + SIGKILL)
    }

    @Test func `SIGHUP every 200 ms for 20 s loses no request`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("43-")
        try folder.copySamples("49-")
        let server = try HarnessServer(["--data", folder.path, "--workers", "2"])
        let load = HarnessLoad(port: server.port, clients: Self.clients)
        try server.waitUntil { load.answered >= 500 }
        for round in 0..<100 {
            // Every other data set has an occupation more.
            if round % 2 == 0 { try folder.copySamples("25-") } else { folder.remove("25-4031.00_v.26.05.json") }
            server.process.send(SIGHUP)
            usleep(200_000)
        }
        load.finish()
        #expect(load.lost == [])
        #expect(server.process.logLines.count { $0.root["message"]?.text?.string == "loaded" } >= 20)
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
    }
}
