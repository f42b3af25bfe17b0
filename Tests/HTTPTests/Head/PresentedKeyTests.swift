import HTTP
import Testing

@Suite struct `The key of a request` {
    /// The key that the lines bring; nil where they do not agree, empty for none.
    private func key(_ lines: String) throws -> String? {
        let head = bytes(request(lines))
        let parsed = try #require(ParsedHead(head)).head
        return switch parsed.presentedKey(in: head.span.bytes) {
        case .none: ""
        case .key(let range): "<\(text(head[range]))>"
        case .conflicting: nil
        }
    }

    @Test(arguments: [
        ("Authorization: Bearer abc\r\n", "<abc>"), ("authorization: bearer   abc  \r\n", "<abc>"),
        ("AUTHORIZATION: BEARER\tabc\r\n", "<abc>"), ("X-API-Key: abc\r\n", "<abc>"), ("x-api-key:abc\r\n", "<abc>"),
        ("X-API-Key: Bearer abc\r\n", "<Bearer abc>"), ("Authorization: Bearer a b\r\n", "<a b>"),
        ("Authorization: Bearer\r\n", "<>"), ("X-API-Key:\r\n", "<>"),
        // The same key in several fields is one key.
        ("Authorization: Bearer abc\r\nX-API-Key: abc\r\n", "<abc>"), ("X-API-Key: a\r\nX-API-Key: a\r\n", "<a>"),
        // Credentials of another scheme are no key, and a key beside them is one.
        ("Authorization: Basic YWJj\r\n", ""), ("Authorization: Bearerabc\r\n", ""), ("Authorization: abc\r\n", ""),
        ("Authorization:\r\n", ""), ("Authorization: Basic YWJj\r\nX-API-Key: abc\r\n", "<abc>"),
        ("", ""), ("Proxy-Authorization: Bearer abc\r\nX-API-Keys: abc\r\nX_API_Key: abc\r\n", ""),
    ])
    func `is read`(lines: String, expected: String) throws {
        #expect(try key(lines) == expected)
    }

    @Test(arguments: [
        "Authorization: Bearer abc\r\nX-API-Key: abd\r\n", "X-API-Key: abc\r\nX-API-Key: ab\r\n",
        "X-API-Key: \r\nX-API-Key: a\r\n", "X-API-Key: a\r\nX-API-Key: b\r\nX-API-Key: a\r\n",
        "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
    ])
    func `is none where there are two`(lines: String) throws {
        #expect(try key(lines) == nil)
    }
}
