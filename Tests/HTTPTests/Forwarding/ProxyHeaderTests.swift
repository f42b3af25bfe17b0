import HTTP
import TestSupport
import Testing

@Suite struct ProxyHeaderTests {
    private static func parse(_ bytes: [UInt8]) -> ProxyHeader.Outcome {
        ProxyHeader.parse(bytes.span.bytes)
    }

    private static func text(_ source: ProxyHeader.Source) -> String {
        switch source {
        case .address(let address): address.description
        case .proxy: "the proxy"
        case .unknown: "unknown"
        }
    }

    private static func parse(_ text: String) -> ProxyHeader.Outcome {
        parse(Array(text.utf8))
    }

    /// Version 2: the signature, then these bytes, then the length of the rest and the rest.
    private static func binary(_ versionAndCommand: UInt8, _ familyAndTransport: UInt8, _ rest: [UInt8]) -> [UInt8] {
        [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, versionAndCommand, familyAndTransport]
            + [UInt8(truncatingIfNeeded: rest.count >> 8), UInt8(truncatingIfNeeded: rest.count)] + rest
    }

    private static let ipv4: [UInt8] = [203, 0, 113, 9, 192, 0, 2, 1, 0x12, 0x67, 0x1f, 0x90]
    private static let ipv6: [UInt8] =
        [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [9] + [UInt8](repeating: 0, count: 16)
        + [0x12, 0x67, 0x1f, 0x90]

    private static let lines: [(String, String)] = [
        ("PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\r\n", "203.0.113.9"),
        ("PROXY TCP4 255.255.255.255 255.255.255.255 65535 0\r\n", "255.255.255.255"),
        ("PROXY TCP6 2001:db8::9 2001:db8::1 4711 8080\r\n", "2001:db8::9"),
        ("PROXY TCP6 ::ffff:203.0.113.9 ::ffff:192.0.2.1 1 1\r\n", "203.0.113.9"),
        ("PROXY UNKNOWN\r\n", "unknown"), ("PROXY UNKNOWN ffff:: a b c d\r\n", "unknown"),
    ]

    private static let binaries: [([UInt8], String)] = [
        (binary(0x21, 0x11, ipv4), "203.0.113.9"), (binary(0x21, 0x12, ipv4), "203.0.113.9"),
        // Further values behind the addresses are not read.
        (binary(0x21, 0x11, ipv4 + [0x20, 0, 3, 1, 2, 3]), "203.0.113.9"),
        (binary(0x21, 0x21, ipv6), "2001:db8::9"),
        (binary(0x21, 0x31, [UInt8](repeating: 0x61, count: 216)), "unknown"),
        (binary(0x21, 0x00, []), "unknown"),
        // LOCAL
        (binary(0x20, 0x00, []), "the proxy"), (binary(0x20, 0x11, ipv4), "the proxy"),
        (binary(0x20, 0x11, [1]), "the proxy"),
        (binary(0x21, 0x11, ipv4 + [UInt8](repeating: 0, count: 4096 - 28)), "203.0.113.9"),
    ]

    private static let headers: [([UInt8], String)] = lines.map { (Array($0.utf8), $1) } + binaries

    @Test(arguments: headers)
    func `a header says whose the connection is, and nothing behind it is taken`(bytes: [UInt8], source: String) {
        guard case .complete(let parsed) = Self.parse(bytes) else {
            Issue.record("\(Self.parse(bytes))")
            return
        }
        #expect(parsed.length == bytes.count)
        #expect(Self.text(parsed.source) == source)
        #expect(Self.parse(bytes + Array("GET / HTTP/1.1\r\n".utf8)) == Self.parse(bytes))
        #expect(Self.parse(bytes + bytes) == Self.parse(bytes))
    }

    @Test(arguments: headers)
    func `every beginning of a header is partial`(bytes: [UInt8], source: String) {
        for count in 0..<bytes.count where Self.parse(Array(bytes[..<count])) != .partial {
            Issue.record("\(count) bytes are \(Self.parse(Array(bytes[..<count])))")
        }
    }

    @Test(arguments: [
        "G", "GET / HTTP/1.1\r\n", "PUT / HTTP/1.1\r\n", "PROPFIND", "proxy TCP4", "\r\nGET", "\r\n\r\nG", "\n",
        "\u{16}\u{3}\u{1}", " PROXY ",
        "PROXYTCP4",
    ])
    func `anything else is no header`(text: String) {
        #expect(Self.parse(text) == .absent)
    }

    @Test(arguments: [
        "PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\n", "PROXY TCP4 203.0.113.9 192.0.2.1 4711\r\n",
        "PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080 1\r\n", "PROXY TCP4 203.0.113.9  192.0.2.1 4711 8080\r\n",
        "PROXY TCP4 203.0.113.9 192.0.2.1 4711 65536\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 -1 8080\r\n",
        "PROXY TCP4 203.0.113.9 192.0.2.1 04711 8080\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1  8080\r\n",
        "PROXY TCP4 203.0.113.900 192.0.2.1 4711 8080\r\n", "PROXY TCP4 2001:db8::9 2001:db8::1 4711 8080\r\n",
        "PROXY TCP6 203.0.113.9 192.0.2.1 4711 8080\r\n", "PROXY TCP4 h.example 192.0.2.1 4711 8080\r\n",
        "PROXY TCP4 203.0.113.9 h.example 4711 8080\r\n", "PROXY UDP4 203.0.113.9 192.0.2.1 4711 8080\r\n",
        "PROXY tcp4 203.0.113.9 192.0.2.1 4711 8080\r\n", "PROXY \r\n", "PROXY TCP4\r\n", "PROXY \n",
        "PROXY UNKNOWN\n", "PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\r\r\n",
        "PROXY UNKNOWN \(String(repeating: "a", count: 100))",
    ])
    func `a line of another grammar, or a longer one, is malformed`(text: String) {
        #expect(Self.parse(text) == .malformed)
    }

    @Test func `a line may have 107 bytes`() {
        let longest = "PROXY UNKNOWN " + String(repeating: "a", count: 91) + "\r\n"
        #expect(longest.utf8.count == 107)
        #expect(Self.parse(longest) == .complete(ProxyHeader(source: .unknown, length: 107)))
        #expect(Self.parse("PROXY UNKNOWN " + String(repeating: "a", count: 92) + "\r\n") == .malformed)
    }

    @Test(arguments: [
        binary(0x11, 0x11, ipv4), binary(0x31, 0x11, ipv4), binary(0x22, 0x11, ipv4), binary(0x2f, 0x11, ipv4),
        binary(0x21, 0x41, ipv4), binary(0x21, 0x13, ipv4), binary(0x21, 0x11, Array(ipv4.dropLast())),
        binary(0x21, 0x21, Array(ipv6.dropLast())), binary(0x21, 0x31, [UInt8](repeating: 0, count: 215)),
        binary(0x21, 0x11, [UInt8](repeating: 0, count: 4096 - 15)),
    ])
    func `a binary header of another version, command, family or length is malformed`(bytes: [UInt8]) {
        #expect(Self.parse(bytes) == .malformed)
        // As soon as it can be known, so that nobody is made to keep what an announced length promises.
        if bytes.count > 4096 { #expect(Self.parse(Array(bytes[..<16])) == .malformed) }
    }

    @Test func `a header that was changed is never read beyond its end`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var bytes = Self.headers[Int.random(in: 0..<Self.headers.count, using: &random)].0
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if case .complete(let header) = Self.parse(bytes) { #expect(header.length <= bytes.count) }
        }
    }
}
