import HTTP
import Testing

@Suite struct `Host and target` {
    @Test(arguments: ["", "X-Host: a\r\n", "Hos: a\r\n", "Hostx: a\r\n"])
    func `HTTP 1.1 needs a Host and 1.0 does not`(lines: String) throws {
        #expect(Verdict(bytes("GET / HTTP/1.1\r\n\(lines)\r\n")) == .failed(.missingHost))
        #expect(Verdict(bytes("GET http://a/ HTTP/1.1\r\n\(lines)\r\n")) == .failed(.missingHost))
        #expect(try #require(ParsedHead("GET / HTTP/1.0\r\n\(lines)\r\n")).authority == "")
    }

    @Test(arguments: [
        "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "host: a\r\nX: y\r\nHOST: a\r\n", "Host:\r\nHost: a\r\n",
        "Host: a\r\nHost:\r\n",
    ])
    func `a repeated Host is refused`(lines: String) {
        for line in ["GET / HTTP/1.1", "GET / HTTP/1.0", "GET http://a/ HTTP/1.1"] {
            #expect(Verdict(bytes("\(line)\r\n\(lines)\r\n")) == .failed(.host))
        }
    }

    @Test func `a Host that is no authority is refused, in every form of the target`() {
        for line in ["GET / HTTP/1.1", "GET / HTTP/1.0", "GET http://a/ HTTP/1.1", "OPTIONS * HTTP/1.1"] {
            for host in ["", "a b", "a/", "u@a", "[::1", "a:x", "a:1:2", "<a>", "a?", "a#", "a\\", "a,b:c"] {
                #expect(Verdict(bytes("\(line)\r\nHost: \(host)\r\n\r\n")) == .failed(.host), "\(line), \(host)")
            }
        }
        #expect(Verdict(bytes("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n")) == .failed(.fieldValue))
        #expect(Verdict(bytes("GET / HTTP/1.1\r\n Host: a\r\n\r\n")) == .failed(.obsoleteFold))
    }

    private static let forms: [(line: String, authority: String, originForm: String)] = [
        ("GET / HTTP/1.1", "a", "/"),
        ("GET //b/c HTTP/1.1", "a", "//b/c"),
        ("GET /http://b/ HTTP/1.1", "a", "/http://b/"),
        ("OPTIONS * HTTP/1.1", "a", "*"),
        ("OPTIONS /x HTTP/1.1", "a", "/x"),
        // The authority of the absolute form takes the place of Host (RFC 9112 section 3.2.2).
        ("GET http://b/c?d HTTP/1.1", "b", "/c?d"),
        ("GET HTTP://B:8080/c HTTP/1.1", "B:8080", "/c"),
        ("GET https://b/ HTTP/1.1", "b", "/"),
        ("GET hTtPs://[::1]:443/x HTTP/1.1", "[::1]:443", "/x"),
        ("GET http://b HTTP/1.1", "b", ""),
        ("GET http://b?c=/d HTTP/1.1", "b", "?c=/d"),
        ("GET http://b:/c HTTP/1.1", "b:", "/c"),
        ("GET http://b/http://c/ HTTP/1.1", "b", "/http://c/"),
        ("GET http://b/u@c HTTP/1.0", "b", "/u@c"),
    ]

    @Test(arguments: forms)
    func `origin, absolute and asterisk form are told apart`(
        line: String, authority: String, originForm: String
    ) throws {
        let head = try #require(ParsedHead(request("", line: line)))
        #expect(head.authority == authority)
        #expect(head.originForm == originForm)
        #expect(head.head.namesHTTPS == line.lowercased().hasPrefix("get https:"))
    }

    @Test(arguments: [
        "GET a HTTP/1.1", "GET a.txt HTTP/1.1", "GET ?a HTTP/1.1", "GET * HTTP/1.1", "HEAD * HTTP/1.1",
        "GET *a HTTP/1.1",
        "OPTIONS ** HTTP/1.1", "OPTIONS */ HTTP/1.1", "GET a:80 HTTP/1.1", "GET example.com:443 HTTP/1.1",
        "GET ftp://a/ HTTP/1.1", "GET http:/a HTTP/1.1", "GET http:a HTTP/1.1", "GET http:///a HTTP/1.1",
        "GET http:// HTTP/1.1", "GET http://u@b/ HTTP/1.1", "GET http://u:p@b/ HTTP/1.1", "GET http://b:x/ HTTP/1.1",
        "GET http://b:65536/ HTTP/1.1", "GET http://:80/ HTTP/1.1", "GET http://[::1/ HTTP/1.1",
        "GET http://b\\c/ HTTP/1.1",
        "GET httpx://b/ HTTP/1.1", "GET xhttp://b/ HTTP/1.1", "GET \\a HTTP/1.1", "GET %2Fa HTTP/1.1",
        "GET https:/ HTTP/1.1", "GET h HTTP/1.1",
        "CONNECT / HTTP/1.1", "CONNECT [ HTTP/1.1", "CONNECT http://b/ HTTP/1.1", "CONNECT b:65536 HTTP/1.1",
        "CONNECT u@b:80 HTTP/1.1", "CONNECT b:80/x HTTP/1.1", "CONNECT :80 HTTP/1.1",
    ])
    func `a target in none of the forms, or of another method, is refused`(line: String) {
        #expect(Verdict(bytes(request("", line: line))) == .failed(.target))
    }

    @Test func `CONNECT has an authority and ends the connection`() throws {
        let head = try #require(ParsedHead(request("", line: "CONNECT b:443 HTTP/1.1")))
        #expect(head.head.knownMethod == .connect)
        #expect(head.target == "b:443")
        #expect(!head.head.isPersistent)
    }
}
