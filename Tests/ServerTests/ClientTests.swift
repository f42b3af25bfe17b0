import Glibc
import HTTP
import Testing

@testable import Server

@Suite struct `A client` {
    private func client(_ host: String) throws -> UInt64? {
        var results: UnsafeMutablePointer<addrinfo>?
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        try #require(getaddrinfo(host, "80", &hints, &results) == 0)
        let first = try #require(results)
        defer { freeaddrinfo(first) }
        return SocketAddress(copying: first.pointee.ai_addr, Int(first.pointee.ai_addrlen)).address?.client
    }

    @Test(arguments: [
        ("192.0.2.1", "::ffff:192.0.2.1"), ("2001:db8::1", "2001:db8::ffff"),
        ("2001:db8:0:1::", "2001:db8:0:1:ffff:ffff:ffff:ffff"),
    ])
    func `is the same behind these addresses`(first: String, second: String) throws {
        let one = try #require(try client(first))
        #expect(try client(second) == one)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.2"), ("192.0.2.1", "::192.0.2.1"), ("2001:db8::1", "2001:db8:0:1::1"),
        ("127.0.0.1", "::1"),
    ])
    func `is another behind these`(first: String, second: String) throws {
        let one = try #require(try client(first))
        #expect(try client(second) != one)
    }

    @Test func `is forgotten when its last connection is closed`() {
        let clients = ClientConnections()
        for client: UInt64 in 0..<1000 {
            #expect(clients.open(client) == 1)
            #expect(clients.open(client) == 2)
        }
        for client: UInt64 in 0..<1000 {
            clients.close(client)
            clients.close(client)
        }
        for client: UInt64 in 0..<1000 { #expect(clients.open(client) == 1) }
    }
}
