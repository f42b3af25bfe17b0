import HTTP
import Testing

/// What forwarded fields say of a request that a trusted proxy brought. The trusted are 10.0.0.0/8 and fd00::/8.
@Suite struct `The word of a proxy` {
    private static let proxies = ["10.0.0.0/8", "fd00::/8"].compactMap(TrustedPeer.init)
    private static let all: ForwardedFields = [
        .xForwardedFor, .xForwardedProto, .xForwardedHost, .xForwardedPrefix,
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let lines: [String]
        /// `scheme://authority/prefix`.
        let origin: String
        let client: String?
        var fields: ForwardedFields
        let line: String

        init(
            _ lines: String..., origin: String = "http://a", client: String? = nil,
            fields: ForwardedFields = `The word of a proxy`.all, line: String = "GET / HTTP/1.1"
        ) {
            self.lines = lines
            self.origin = origin
            self.client = client
            self.fields = fields
            self.line = line
        }

        var testDescription: String { "\(lines) \(line)" }
    }

    private func check(_ row: Case) throws {
        let bytes = Array(request(row.lines.map { "\($0)\r\n" }.joined(), line: row.line).utf8)
        guard case .complete(let head) = HeadParser.parse(bytes.span.bytes, limits: .standard) else {
            Issue.record("no head: \(row.lines)")
            return
        }
        let trust = ProxyTrust(proxies: Self.proxies, fields: row.fields)
        let origin = trust.origin(of: head, in: bytes.span.bytes, on: .http)
        let said = text(bytes[origin.authority.range]) + text(bytes[origin.prefix.range])
        #expect("\(origin.scheme.rawValue)://\(said)" == row.origin)
        #expect(trust.client(of: head, in: bytes.span.bytes)?.description == row.client)
    }

    @Test(arguments: [
        Case(),
        Case("X-Forwarded-Proto: https", origin: "https://a"),
        Case("x-forwarded-proto: HTTPS", origin: "https://a"),
        Case("X-Forwarded-Proto: http", origin: "http://a"),
        Case("X-Forwarded-Host: b.example:8443", origin: "http://b.example:8443"),
        Case("X-Forwarded-Proto: https", "X-Forwarded-Host: b", "X-Forwarded-Prefix: /p/q", origin: "https://b/p/q"),
        Case("X-Forwarded-Host: b", origin: "http://b", line: "GET http://c/ HTTP/1.1"),
        Case("X-Forwarded-Proto: https", origin: "https://c", line: "GET http://c/ HTTP/1.1"),
        // The right-most value of the last line.
        Case("X-Forwarded-Host: evil, b", "X-Forwarded-Proto: http, https", origin: "https://b"),
        Case("X-Forwarded-Host: evil", "X-Forwarded-Host: b", origin: "http://b"),
        Case("X-Forwarded-Prefix: /evil,/p", origin: "http://a/p"),
        // As if not sent.
        Case("X-Forwarded-Host: b,", "X-Forwarded-Proto: https,"),
        Case("X-Forwarded-Proto: ftp"), Case("X-Forwarded-Proto: https:"), Case("X-Forwarded-Proto: \"https\""),
        Case("X-Forwarded-Proto: javascript"), Case("X-Forwarded-Proto:"),
        Case("X-Forwarded-Host: user@b"), Case("X-Forwarded-Host: b/c"), Case("X-Forwarded-Host: \"b\""),
        Case("X-Forwarded-Host: b c"), Case("X-Forwarded-Host: b:99999"), Case("X-Forwarded-Host: :80"),
        Case("X-Forwarded-Host: <script>"), Case("X-Forwarded-Host: b?c#d"), Case("X-Forwarded-Host: b\\c"),
        Case("X-Forwarded-Host: ::1"), Case("X-Forwarded-Host: [::1"), Case("X-Forwarded-Host: [::x]"),
        Case("X-Forwarded-Host: ä"), Case("X-Forwarded-Host: b%zz"),
        // Of the grammar, and it stays encoded.
        Case("X-Forwarded-Host: b%0d%0a", origin: "http://b%0d%0a"),
        Case("X-Forwarded-Prefix: p"), Case("X-Forwarded-Prefix: //evil.example"), Case("X-Forwarded-Prefix: /../x"),
        Case("X-Forwarded-Prefix: /p/"), Case("X-Forwarded-Prefix: /p%2f"), Case("X-Forwarded-Prefix: /p\"x"),
        Case("X-Forwarded-Host: [2001:DB8::1]:80", origin: "http://[2001:DB8::1]:80"),
        // Not named, or not known at all.
        Case("Forwarded: for=192.0.2.1;proto=https;host=b"),
        Case("X-Forwarded-Server: b", "X-Forwarded-Port: 444", "X-Forwarded-Ssl: on", "X-Real-IP: 192.0.2.1"),
        Case("X-Forwarded-Prefix: /p", "X-Forwarded-Host: b", origin: "http://b", fields: ProxyTrust().fields),
        Case("X-Forwarded-Host: b", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1", fields: .forwarded),
        Case("X-Forwarded-For: 192.0.2.1", fields: .xForwardedHost),
    ])
    func `counts for links where it is of its grammar`(row: Case) throws {
        try check(row)
    }

    @Test(arguments: [
        Case("X-Forwarded-For: 192.0.2.1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 203.0.113.66, 192.0.2.1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 203.0.113.66, 192.0.2.1, 10.0.0.1,10.0.0.2", client: "192.0.2.1"),
        Case("X-Forwarded-For: 203.0.113.66", "X-Forwarded-For: 192.0.2.1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: fd00::1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 10.0.0.1, 10.0.0.2", client: "10.0.0.1"),
        Case("X-Forwarded-For: ::ffff:192.0.2.1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 192.0.2.1:4711", client: "192.0.2.1"),
        Case("X-Forwarded-For: [2001:db8::1]:4711", client: "2001:db8::1"),
        Case("X-Forwarded-For: [2001:db8::1]", client: "2001:db8::1"),
        Case("X-Forwarded-For: 2001:DB8::1", client: "2001:db8::1"),
        // Nobody knows whose word stands to the left of these.
        Case("X-Forwarded-For: 192.0.2.1, unknown", client: nil),
        Case("X-Forwarded-For: 192.0.2.1, unknown, 10.0.0.2", client: "10.0.0.2"),
        Case("X-Forwarded-For: 192.0.2.1, unknown, 10.0.0.2, 10.0.0.3", client: "10.0.0.2"),
        Case("X-Forwarded-For: unknown, 192.0.2.1", client: "192.0.2.1"),
        Case("X-Forwarded-For: 192.0.2.1,", client: nil), Case("X-Forwarded-For:", client: nil),
        Case("X-Forwarded-For: [192.0.2.1]", client: nil), Case("X-Forwarded-For: 192.0.2.1 192.0.2.2", client: nil),
        Case("X-Forwarded-For: [2001:db8::1]x", client: nil), Case("X-Forwarded-For: <b>", client: nil),
        Case("X-Forwarded-For: fe80::1%eth0", client: nil), Case("X-Forwarded-For: \"192.0.2.1\"", client: nil),
        Case(
            "X-Forwarded-For: " + Array(repeating: "203.0.113.66", count: 1100).joined(separator: ",") + ",192.0.2.1",
            client: "192.0.2.1"),
    ])
    func `names the client, the right-most address that is not trusted`(row: Case) throws {
        try check(row)
    }

    @Test(arguments: [
        Case("Forwarded: for=192.0.2.1;proto=https;host=b", origin: "https://b", client: "192.0.2.1"),
        Case("forwarded: FOR=192.0.2.1;Proto=HTTPS;HOST=\"b:8443\"", origin: "https://b:8443", client: "192.0.2.1"),
        Case("Forwarded: proto=https", origin: "https://a"),
        Case("Forwarded: for=\"[2001:db8::1]:4711\"", client: "2001:db8::1"),
        Case("Forwarded: for=\"192.0.2.1:_port\";by=10.0.0.1", client: "192.0.2.1"),
        Case("Forwarded: for=192.0.2.1 ; host=b:81 ; proto=https", origin: "https://b:81", client: "192.0.2.1"),
        Case("Forwarded: ;;for=192.0.2.1;", client: "192.0.2.1"),
        Case("Forwarded: ext=\"a,b;for=203.0.113.66\";for=192.0.2.1", client: "192.0.2.1"),
        // What is to the left of an address that is not trusted is anybody's word.
        Case(
            "Forwarded: for=203.0.113.66;host=evil;proto=http, for=192.0.2.1;proto=https", origin: "https://a",
            client: "192.0.2.1"),
        Case("Forwarded: for=203.0.113.66;host=evil", "Forwarded: for=192.0.2.1", client: "192.0.2.1"),
        // What a trusted address vouches for counts, the left-most first.
        Case(
            "Forwarded: for=192.0.2.1;host=b;proto=https, for=10.0.0.1;host=inner;proto=http", origin: "https://b",
            client: "192.0.2.1"),
        Case(
            "Forwarded: for=192.0.2.1;proto=https", "Forwarded: for=10.0.0.1;host=b", origin: "https://b",
            client: "192.0.2.1"),
        Case(
            "Forwarded: for=203.0.113.66;host=evil, for=192.0.2.1;host=b, for=\"[fd00::1]\"", origin: "http://b",
            client: "192.0.2.1"),
        Case("Forwarded: for=203.0.113.66;host=evil, host=b", origin: "http://b"),
        Case("Forwarded: for=203.0.113.66;host=evil, for=unknown;host=b", origin: "http://b"),
        Case("Forwarded: for=203.0.113.66;host=evil, for=_hidden;proto=https", origin: "https://a"),
        Case("Forwarded: for=192.0.2.1;host=b, for=unknown, for=10.0.0.1", client: "10.0.0.1"),
        // A line that is malformed says nothing, wherever its fault is.
        Case("Forwarded: for=\"192.0.2.1;host=b"), Case("Forwarded: host=b;for"), Case("Forwarded: host=b;=c"),
        Case("Forwarded: host=b;host=c"), Case("Forwarded: host=b, for=\"x\"y"), Case("Forwarded: host= b"),
        Case("Forwarded: host=b for=192.0.2.1"), Case("Forwarded: host=b;for=\"a\\\""), Case("Forwarded: b"),
        Case("Forwarded: for=\"x, for=192.0.2.1;host=b"), Case("Forwarded: for=\"x, for=\"[fd00::1]\";host=b"),
        Case(
            "Forwarded: host=evil", "Forwarded: for=\"", "Forwarded: for=10.0.0.1;proto=https", origin: "https://a",
            client: "10.0.0.1"),
        // What is not of its grammar is as if it had not been sent.
        Case("Forwarded: host=\"b/c\";proto=gopher;for=nobody"), Case("Forwarded: host=\"\";proto=\"\""),
        Case("Forwarded: host=\"u@b\""), Case("Forwarded: host=\"b\\\\c\""), Case("Forwarded: host=\"b c\""),
        Case("Forwarded:"),
        Case(
            "Forwarded: " + Array(repeating: "host=evil", count: 1300).joined(separator: ",") + ",host=b",
            origin: "http://b"),
    ])
    func `in Forwarded is that of the elements which trusted proxies wrote`(row: Case) throws {
        var row = row
        row.fields = .forwarded
        try check(row)
    }
}
