import HTTP
import HTTPTypes
import TestSupport
import Testing

/// Texts of all planes, without NUL, which no escape may stand for.
private func randomText(using generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
        1...0x7f, 0x20...0x3f, 0x80...0x7ff, 0x300...0x36f, 0xe000...0xffff, 0x10000...0x10ffff,
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &generator) {
        let range = ranges.randomElement(using: &generator) ?? 1...0x7f
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
            text.unicodeScalars.append(scalar)
        }
    }
    return text
}

@Suite struct `Percent-encoding` {
    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("%61%62c", "abc"), ("%2F%2f", "//"), ("%C3%A9", "é"), ("%c3%a9", "é"),
        ("a+b", "a+b"),
        ("%2B", "+"), ("%25", "%"), ("%2525", "%25"), ("%F0%9F%92%A1", "💡"), ("%0D%0A", "\r\n"), ("~!*'", "~!*'"),
        ("%7E", "~"),
        ("é", "é"), ("%EF%BF%BD", "\u{fffd}"), ("%01", "\u{1}"),
    ])
    func `escapes are decoded once`(encoded: String, decoded: String) {
        #expect(PercentEncoding.decode(encoded[...]).map { Array($0.utf8) } == Array(decoded.utf8))
    }

    @Test func `a plus is a space only where forms write it so`() {
        #expect(PercentEncoding.decode("a+b%2Bc", plusIsSpace: true) == "a b+c")
        #expect(PercentEncoding.decode("+", plusIsSpace: true) == " ")
        #expect(PercentEncoding.decode("a+b%20c") == "a+b c")
    }

    @Test(arguments: [
        "%", "a%", "%4", "a%4", "%zz", "%4g", "%g4", "%%41", "%-1", "% 41", "%+1", "%0x", "%é0", "%4%31",
        // NUL, escaped or not, and what is no UTF-8: overlong forms, surrogates, lone and missing bytes.
        "%00", "a%00.html", "\0", "%41\0", "%FF", "%80", "%C3", "%C3%28", "%C0%AE", "%C0%80", "%ED%A0%80",
        "%F4%90%80%80",
        "%E0%80%AF", "%F8%88%80%80%80", "%C3a", "é%A9",
    ])
    func `broken escapes, NUL and bad UTF-8 are refused`(encoded: String) {
        #expect(PercentEncoding.decode(encoded[...]) == nil)
        #expect(PercentEncoding.decode(encoded[...], plusIsSpace: true) == nil)
    }

    @Test func `only unreserved characters are left as they are`() {
        for byte in UInt8(0)..<0x80 {
            let character = text([byte])
            let isUnreserved = isLetterOrDigit(Unicode.Scalar(byte)) || "-._~".contains(character)
            let hex = String(byte, radix: 16, uppercase: true)
            let escape = "%" + (hex.count < 2 ? "0" : "") + hex
            #expect(PercentEncoding.encode(character) == (isUnreserved ? character : escape))
        }
        #expect(PercentEncoding.encode("é💡") == "%C3%A9%F0%9F%92%A1")
    }

    @Test func `what is encoded is decoded to the same`() {
        var generator = SeededGenerator(seed: 3986)
        for _ in 0..<3_000 {
            let original = randomText(using: &generator)
            let encoded = PercentEncoding.encode(original)
            for plusIsSpace in [false, true] {
                let decoded = PercentEncoding.decode(encoded[...], plusIsSpace: plusIsSpace)
                #expect(decoded.map { Array($0.utf8) } == Array(original.utf8))
            }
        }
    }
}

@Suite struct `Queries` {
    private static let cases: [(query: String, items: [(String, String)])] = [
        ("", []), ("&", []), ("&&", []), ("a=1", [("a", "1")]), ("a=1&b=2", [("a", "1"), ("b", "2")]),
        ("b=2&a=1&b=3", [("b", "2"), ("a", "1"), ("b", "3")]), ("a=1&&b=2&", [("a", "1"), ("b", "2")]),
        ("a", [("a", "")]),
        ("a=", [("a", "")]), ("=", [("", "")]), ("=1", [("", "1")]), ("a=b=c", [("a", "b=c")]), ("a==", [("a", "=")]),
        ("a+b=c+d", [("a b", "c d")]), ("%61=%26%3D%2B", [("a", "&=+")]), ("a=1?b=2", [("a", "1?b=2")]),
        ("a=1;b=2", [("a", "1;b=2")]), ("q=%C3%A9", [("q", "é")]), ("a=/..[]{}|", [("a", "/..[]{}|")]),
        ("a%26=%3D", [("a&", "=")]),
    ]

    @Test func `pairs are read in order, repeated names kept`() throws {
        for (query, items) in Self.cases {
            let parsed = try #require(Query(parsing: query[...]), "\(query)")
            #expect(parsed == Query(items: items.map { Query.Item(name: $0.0, value: $0.1) }), "\(query)")
        }
    }

    @Test(arguments: ["%", "a=%", "a=1&b=%zz", "%00=1", "a=%00", "%C3=1", "a=%FF&b=1"])
    func `a broken escape anywhere refuses the whole`(query: String) {
        #expect(Query(parsing: query[...]) == nil)
    }

    @Test func `what is written is read as the same pairs`() {
        var generator = SeededGenerator(seed: 1738)
        for count in 0..<800 {
            let query = Query(
                items: (0..<count % 5).map { _ in
                    Query.Item(name: randomText(using: &generator), value: randomText(using: &generator))
                })
            #expect(Query(parsing: query.encoded[...]) == query)
            #expect(query.encoded.utf8.allSatisfy { (0x21..<0x7f).contains($0) })
        }
    }
}

@Suite struct `Requests` {
    @Test(
        arguments: [
            ("/", "/", nil), ("/a?", "/a", ""), ("/a?b=c", "/a", "b=c"), ("/a?b?c", "/a", "b?c"), ("*", "*", nil),
            ("?a", "", "a"),
        ] as [(String, String, String?)])
    func `a target is cut at its first question mark`(target: String, path: String, query: String?) {
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "a", path: target), linkBase: LinkBase("http://a"),
            id: "1")
        #expect(request.target == target)
        #expect(request.path == path)
        #expect(request.query.map(String.init) == query)
    }

    @Test func `a request id has 1 to 128 safe characters`() {
        func isValid(_ id: String) -> Bool { RequestID.isValid(bytes(id).span.bytes, bytes(id).indices) }
        for id in ["a", "A-z_0.9", "x".repeated(128)] { #expect(isValid(id)) }
        for id in ["", "x".repeated(129), "a b", "a\"", "a\r\n", "a,b", "é", "a/b", "<a>"] { #expect(!isValid(id)) }
    }
}
