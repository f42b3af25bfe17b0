import Glibc
import TestSupport
import Testing

/// Everything at once, to clients that take it slowly.
struct ExportTests {
    private static let isSanitized = getenv("RUNGS_TEST_SANITIZED") != nil
    /// So many that no body fits into the buffers of sockets, at most 4 MiB and what the client takes.
    private static let occupations = 6
    /// Under a sanitizer a third is as much as there is time for.
    private static let targets = (isSanitized ? ["ndjson"] : ["ndjson", "json", "csv"]).map {
        "/v1/export?format=\($0)"
    }

    /// Occupations of about 400 KB each.
    private static func write(_ version: String, to folder: HarnessFolder) throws {
        for number in 0..<occupations {
            var export = SampleExport.large
            export.soc = "53-50\(10 + number).00"
            export.version = version
            try folder.write("\(number).json", Array(export.text.utf8))
        }
    }

    @Test func `a slow client gets what a fast one got, through a reload, and takes no memory`() throws {
        let folder = try HarnessFolder()
        try Self.write("v.1", to: folder)
        let server = try HarnessServer([
            "--data", folder.path, "--set", "data.watch=false", "--set", "timeout.write=120",
        ])
        let first = try Self.targets.map { try #require(server.get($0)) }
        #expect(first[0].body.count { $0 == UInt8(ascii: "\n") } == Self.occupations)
        let memory = try #require(server.process.residentKiB)

        let clients = try Self.targets.map { target in
            let client = try #require(RawClient(port: server.port, timeout: 20))
            var buffer: Int32 = 1 << 17
            setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
            client.send("GET \(target) HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n")
            return client
        }
        // Until no socket takes more; who asks for something else is answered meanwhile.
        for _ in 0..<20 {
            pause(milliseconds: 50)
            #expect(server.get("/v1")?.status == 200)
        }
        let growth = try #require(server.process.residentKiB) - memory
        // A step for each client and what the allocator keeps. A sanitizer keeps memory of its own.
        #expect(Self.isSanitized || growth < clients.count * 1024)

        try Self.write("v.2", to: folder)
        server.process.send(SIGHUP)
        try server.waitUntil { server.reloads == 1 }
        for (client, response) in zip(clients, first) {
            let late = try #require(client.response())
            #expect(late.body == response.body)
            #expect(late["etag"] == response["etag"])
        }
        for (target, response) in zip(Self.targets, first) {
            let new = try #require(server.get(target))
            #expect(new.body != response.body)
            #expect(new["etag"] != response["etag"])
        }
        let asked = first.reduce(0) { $0 + $1.body.count } >> 20
        print("memory beside \(asked) MiB that are asked for: \(memory) + \(growth) KiB")
    }
}
