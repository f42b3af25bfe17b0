import HTTP
import Testing

@Suite struct `Framing` {
    private static let lengths: [(String, RequestHead.Framing)] = [
        ("0", .length(0)), ("1", .length(1)), ("42", .length(42)), ("  42\t", .length(42)), ("007", .length(7)),
        ("0".repeated(40) + "5", .length(5)), ("4294967301", .length(4_294_967_301)),
        ("9223372036854775807", .length(.max)),
        // What an Int does not hold must not wrap to a small length (RFC 9110 section 8.6).
        ("9223372036854775808", .length(.max)), ("18446744073709551621", .length(.max)),
        ("36893488147419103237", .length(.max)), ("9".repeated(100), .length(.max)),
        ("1" + "0".repeated(40), .length(.max)),
    ]

    @Test(arguments: lengths)
    func `Content-Length is a decimal number, and a large one does not wrap`(
        value: String, framing: RequestHead.Framing
    ) throws {
        #expect(try #require(ParsedHead(request("Content-Length: \(value)\r\n"))).head.framing == framing)
        #expect(try #require(ParsedHead("GET / HTTP/1.0\r\ncontent-length:\(value)\r\n\r\n")).head.framing == framing)
    }

    @Test(arguments: [
        "", " ", "-1", "+1", "0x10", "4 2", "4\t2", "5, 6", "5,5", "5, 5", "5,", ",5", "5a", "a5", "1_0", "1.0", "1e2",
        "5;q=1",
        "\"5\"", "\u{b2}", "5\u{a0}", "\u{ff}5", "٥".utf8.map { String(Unicode.Scalar($0)) }.joined(), "0b1", "''",
        "-0",
    ])
    func `any other Content-Length is refused`(value: String) {
        #expect(Verdict(bytes(request("Content-Length: \(value)\r\n"))) == .failed(.contentLength))
    }

    @Test(arguments: [
        ("5", "5"), ("5", "6"), ("6", "5"), ("0", "0"), ("", "5"), ("5", ""),
    ])
    func `a repeated Content-Length is refused`(first: String, second: String) {
        let lines = "Content-Length: \(first)\r\nX: y\r\nCONTENT-LENGTH: \(second)\r\n"
        #expect(Verdict(bytes(request(lines))) == .failed(.contentLength))
    }

    @Test(arguments: ["chunked", "cHuNkEd", "CHUNKED", " \tchunked\t "])
    func `chunked alone frames the body`(value: String) throws {
        #expect(try #require(ParsedHead(request("Transfer-Encoding: \(value)\r\n"))).head.framing == .chunked)
    }

    private static let codings: [(String, HeadParser.Failure)] = [
        // The last is not chunked: nobody knows where the body ends (RFC 9112 section 6.3).
        ("", .transferEncoding), ("gzip", .transferEncoding), ("identity", .transferEncoding),
        ("xchunked", .transferEncoding), ("chunkedx", .transferEncoding), ("chunkedchunked", .transferEncoding),
        ("chunked, identity", .transferEncoding), ("chunked, gzip", .transferEncoding),
        ("\"chunked\"", .transferEncoding), ("chun\tked", .transferEncoding), ("chun ked", .transferEncoding),
        ("chunked;q=1", .transferEncoding), ("chunked;", .transferEncoding), ("gzip chunked", .transferEncoding),
        ("'chunked'", .transferEncoding), ("chunke\u{64}\u{a0}", .transferEncoding),
        ("chunKed\u{ff}", .transferEncoding),
        ("\"gzip, chunked", .transferEncoding), ("\"gzip, chunked\"", .transferEncoding),
        // A coding that is not implemented (section 6.1).
        ("gzip, chunked", .unsupportedTransferCoding), ("identity, chunked", .unsupportedTransferCoding),
        ("chunked, chunked", .unsupportedTransferCoding), ("gzip,chunked", .unsupportedTransferCoding),
        ("gzip\t,\tCHUNKED", .unsupportedTransferCoding), ("a;b=\"c, d\", chunked", .unsupportedTransferCoding),
    ]

    @Test(arguments: codings)
    func `any other transfer coding is refused`(value: String, failure: HeadParser.Failure) {
        #expect(Verdict(bytes(request("Transfer-Encoding: \(value)\r\n"))) == .failed(failure))
    }

    @Test(arguments: [
        ("chunked", "chunked"), ("chunked", "identity"), ("chunked", "gzip"), ("chunked", ""),
    ])
    func `a second Transfer-Encoding is refused`(first: String, second: String) {
        let lines = "Transfer-Encoding: \(first)\r\nTransfer-Encoding: \(second)\r\n"
        #expect(Verdict(bytes(request(lines))) == .failed(.transferEncoding))
    }

    @Test(arguments: [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "content-length: 0\r\nTRANSFER-ENCODING: Chunked\r\n",
    ])
    func `both at once are refused`(lines: String) {
        #expect(Verdict(bytes(request(lines))) == .failed(.conflictingFraming))
    }

    /// RFC 9112 section 6.1.
    @Test func `a transfer coding in HTTP 1.0 is refused`() {
        let head = "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(Verdict(bytes(head)) == .failed(.conflictingFraming))
    }

    @Test func `without both there is no body, also where Connection names them`() throws {
        #expect(try #require(ParsedHead(request("", line: "POST / HTTP/1.1"))).head.framing == .none)
        let named = try #require(ParsedHead(request("Connection: content-length\r\nContent-Length: 3\r\n")))
        #expect(named.head.framing == .length(3))
    }
}

@Suite struct `Connection and Expect` {
    private static let connections: [(lines: String, isOld: Bool, isPersistent: Bool)] = [
        ("", false, true), ("", true, false),
        ("Connection: close\r\n", false, false), ("Connection: CLOSE\r\n", false, false),
        ("Connection: close\r\n", true, false), ("cOnNeCtIoN: keep-alive, Close\r\n", false, false),
        ("Connection: a,close ,b\r\n", false, false), ("Connection: ,,\t close\r\n", false, false),
        ("Connection: a\r\nConnection: close\r\n", false, false),
        ("Connection: close\r\nConnection: keep-alive\r\n", false, false),
        ("Connection: a, b\r\nX: y\r\nConnection: c,\tclose\r\n", false, false),
        ("Connection: closed\r\n", false, true), ("Connection: not-close\r\n", false, true),
        ("Connection: clos\r\n", false, true),
        ("Connections: close\r\n", false, true), ("Connection:\r\n", false, true), ("Connection:\r\n", true, false),
        ("Connection: keep-alive\r\n", false, true), ("Connection: keep-alive\r\n", true, true),
        ("Connection: a, Keep-Alive\r\n", true, true), ("Connection: keep-alive, close\r\n", true, false),
        ("Connection: keep-alive\r\nConnection: close\r\n", true, false),
        ("Connection: keepalive\r\n", true, false), ("Keep-Alive: timeout=5\r\n", true, false),
        ("Proxy-Connection: keep-alive\r\n", true, false),
    ]

    @Test(arguments: connections)
    func `the connection persists as RFC 9112 section 9.3 says`(
        lines: String, isOld: Bool, isPersistent: Bool
    ) throws {
        let head = try #require(ParsedHead(request(lines, line: "GET / HTTP/1.\(isOld ? 0 : 1)")))
        #expect(head.head.isPersistent == isPersistent)
    }

    private static let expectations: [(lines: String, expectation: RequestHead.Expectation)] = [
        ("", .none), ("Expect: 100-continue\r\n", .continue), ("EXPECT:100-Continue\r\n", .continue),
        ("Expect: 100-continue\r\nExpect: 100-continue\r\n", .continue),
        ("Expect: 100-continue, 100-continue\r\n", .continue), ("Expect: ,100-continue ,\r\n", .continue),
        ("Expect:\r\n", .none),
        ("Expect: 200-ok\r\n", .unknown), ("Expect: 100-continued\r\n", .unknown), ("Expect: 100\r\n", .unknown),
        ("Expect: 100-continue=1\r\n", .unknown), ("Expect: 100-continue, x\r\n", .unknown),
        ("Expect: x\r\nExpect: 100-continue\r\n", .unknown), ("Expect: 100-continue\r\nExpect: x\r\n", .unknown),
    ]

    /// RFC 9110 section 10.1.1.
    @Test(arguments: expectations)
    func `expectations are a list, and every unknown member counts`(
        lines: String, expectation: RequestHead.Expectation
    ) throws {
        #expect(try #require(ParsedHead(request(lines))).head.expectation == expectation)
    }

    @Test func `HTTP 1.0 asks for no 100 (Continue)`() throws {
        let head = try #require(ParsedHead("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"))
        #expect(head.head.expectation == .none)
    }
}
