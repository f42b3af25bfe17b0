import HTTP
import Testing

@Suite struct `Request line` {
    @Test func `method, target and version are read`() throws {
        let head = try #require(ParsedHead("GET /a/b?c=d HTTP/1.1\r\nHost: example.com\r\n\r\nbody"))
        #expect(head.method == "GET")
        #expect(head.target == "/a/b?c=d")
        #expect(head.originForm == "/a/b?c=d")
        #expect(head.authority == "example.com")
        #expect(head.head.minorVersion == 1)
        #expect(head.head.length == 44)
        #expect(head.fields == [ParsedHead.Field(name: "Host", value: "example.com")])
    }

    /// RFC 9112 section 2.2.
    @Test func `one empty line before it is ignored and counts to the head`() throws {
        let head = try #require(ParsedHead("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(head.method == "GET")
        #expect(head.head.length == 29)
    }

    /// RFC 9110 section 9.1.
    @Test(arguments: [
        ("GET", RequestHead.KnownMethod.get), ("HEAD", .head), ("OPTIONS", .options), ("get", .other), ("Get", .other),
        ("GETS", .other), ("HEAd", .other), ("POST", .other), ("PUT", .other), ("OPTIONs", .other), ("CONNECt", .other),
        ("BREW", .other), ("!#$%&'*+-.^_`|~09azAZ", .other), ("M".repeated(10_000), .other),
    ])
    func `a method is any token, known in its exact case`(method: String, known: RequestHead.KnownMethod) throws {
        let head = try #require(ParsedHead(request("", line: "\(method) / HTTP/1.1")))
        #expect(head.method == method)
        #expect(head.head.knownMethod == known)
    }

    /// RFC 9110 section 2.5: a higher minor version is answered as the highest that is known.
    @Test(arguments: [("HTTP/1.0", 0), ("HTTP/1.1", 1), ("HTTP/1.2", 1), ("HTTP/1.9", 1)] as [(String, UInt8)])
    func `a minor version above one counts as one`(version: String, minor: UInt8) throws {
        #expect(try #require(ParsedHead(request("", line: "GET / \(version)"))).head.minorVersion == minor)
    }

    private static let refused: [(String, HeadParser.Failure)] = [
        // Empty lines and white space before it.
        ("\r\n\r\nGET / HTTP/1.1", .emptyLines), ("\r\n\nGET / HTTP/1.1", .emptyLines),
        ("\r\n".repeated(1000), .emptyLines), ("\nGET / HTTP/1.1", .method), ("\rGET / HTTP/1.1", .lineEnd),
        ("\r\rGET / HTTP/1.1", .lineEnd), (" GET / HTTP/1.1", .method), ("\tGET / HTTP/1.1", .method),
        ("\r\n GET / HTTP/1.1", .method),
        // Methods.
        ("", .method), ("GET", .method), ("G(T / HTTP/1.1", .method), ("G\0T / HTTP/1.1", .method),
        ("GET: / HTTP/1.1", .method), ("G\u{e9}T / HTTP/1.1", .method), ("\"GET\" / HTTP/1.1", .method),
        ("G,T / HTTP/1.1", .method), ("G/T / HTTP/1.1", .method), ("G@T / HTTP/1.1", .method),
        ("G\u{7f}T / HTTP/1.1", .method), ("GET\t/ HTTP/1.1", .method), ("\u{ef}\u{bb}\u{bf}GET / HTTP/1.1", .method),
        ("HTTP/1.1 200 OK", .method), ("SSH-2.0-OpenSSH_9.6", .method), ("\u{16}\u{3}\u{1}\u{2}\0", .method),
        ("\u{ff}\u{fe}G\0E\0T\0", .method),
        // Separators.
        ("GET  / HTTP/1.1", .target), ("GET /  HTTP/1.1", .version), ("GET /\tHTTP/1.1", .target),
        ("GET / HTTP/1.1 ", .version), ("GET / HTTP/1.1\t", .version), ("GET /a b HTTP/1.1", .version),
        // Targets.
        ("GET  HTTP/1.1", .target), ("GET \t HTTP/1.1", .target), ("GET /", .target), ("GET /\0 HTTP/1.1", .target),
        ("GET /\u{1} HTTP/1.1", .target), ("GET /\u{7f} HTTP/1.1", .target), ("GET /\u{80} HTTP/1.1", .target),
        ("GET /\u{c3}\u{a9} HTTP/1.1", .target), ("GET /a#b HTTP/1.1", .target), ("GET /\" HTTP/1.1", .target),
        ("GET /<x HTTP/1.1", .target), ("GET /x> HTTP/1.1", .target), ("GET /\r/ HTTP/1.1", .target),
        // Versions.
        ("GET / http/1.1", .version), ("GET / Http/1.1", .version), ("GET / HTTP/1.10", .version),
        ("GET / HTTP/11.1", .version), ("GET / HTTP/1", .version), ("GET / HTTP/1.", .version),
        ("GET / HTTP/1.1x", .version), ("GET / HTTP/+1.1", .version), ("GET / HTTPS/1.1", .version),
        ("GET / HTTP/1,1", .version), ("GET / ICE/1.1", .version), ("GET / HTTP/1.a", .version),
        ("GET / HTTP/a.1", .version), ("GET / HTTP/.1", .version), ("GET / HTTP 1.1", .version),
        ("GET / HTTP/1.1\u{b}", .version), ("GET / HTTP/\u{b2}.1", .version), ("GET / HTTP/1.:", .version),
        ("GET / HTTP/2.0", .versionNotSupported), ("GET / HTTP/0.9", .versionNotSupported),
        ("GET / HTTP/3.0", .versionNotSupported), ("GET / HTTP/9.9", .versionNotSupported),
        ("PRI * HTTP/2.0", .versionNotSupported),
    ]

    @Test(arguments: refused)
    func `one that breaks the grammar is refused by its first faulty element`(
        line: String, failure: HeadParser.Failure
    ) {
        #expect(Verdict(bytes("\(line)\r\nHost: a\r\n\r\n")) == .failed(failure))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a\n\n", HeadParser.Failure.lineEnd), ("GET / HTTP/1.1\rHost: a\r\r", .lineEnd),
        ("GET /\nHost: a\n\n", .target), ("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .lineEnd),
    ])
    func `a line end is CR LF only`(head: String, failure: HeadParser.Failure) {
        #expect(Verdict(bytes(head)) == .failed(failure))
    }

    @Test func `a target may have every visible character but those that must be escaped`() throws {
        for byte in UInt8.min...UInt8.max {
            let verdict = Verdict(bytes("GET /") + [byte] + bytes("x HTTP/1.1\r\nHost: a\r\n\r\n"))
            if (0x21...0x7e).contains(byte), !"\"#<>".utf8.contains(byte) {
                #expect(verdict == .complete(length: 29), "byte \(byte)")
            } else {
                // A space ends the target, so that what follows is no version.
                #expect(verdict == .failed(byte == 0x20 ? .version : .target), "byte \(byte)")
            }
        }
    }
}
