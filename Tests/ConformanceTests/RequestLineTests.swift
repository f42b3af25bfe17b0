import Testing

extension Conformance {
    @Suite struct `Request line` {
        @Test(arguments: rows) func `a request line is method, target and version, and nothing else`(row: Row) throws {
            try row.run()
        }

        /// A GET of the document with this request line.
        private static func line(_ line: String) -> Input {
            Input(line.debugDescription, line + "\r\nHost: a\r\n\r\n")
        }

        private static func line(_ name: String, _ line: [UInt8]) -> Input {
            Input(name, line + Array("\r\nHost: a\r\n\r\n".utf8))
        }

        private static let target = Site.target

        static let rows: [Row] = [
            Row("A plain GET gets the document", "9112 3", .must, .document, [line("GET \(target) HTTP/1.1")]),
            Row(
                "One empty line before the request line is ignored", "9112 2.2", .should, .document,
                [Input("\r\n" + get())]
                    + Input.splits("an empty line first", of: Array(("\r\n" + get()).utf8)).prefix(4)),
            Row(
                "More empty lines, or other white space, before the request line are refused", "9112 2.2", .robust,
                .malformed,
                [
                    "\r\n\r\n", "\r\n\r\n\r\n", "\n", "\n\n", "\r\n\n", "\n\r\n", "\r\r\n", " ", "\t", "\r\n ",
                    "\u{0b}", "\u{0c}",
                ]
                .map { Input($0 + get()) }),
            Row(
                "Exactly one SP stands between the parts", "9112 3", .robust, .malformed,
                [
                    "GET  \(target) HTTP/1.1", "GET \(target)  HTTP/1.1", "GET\t\(target) HTTP/1.1",
                    "GET \(target)\tHTTP/1.1", "GET \t\(target) HTTP/1.1", "GET \(target) \tHTTP/1.1",
                    "GET\u{0b}\(target) HTTP/1.1", "GET \(target)\u{0c}HTTP/1.1", "GET\(target) HTTP/1.1",
                    "GET \(target)HTTP/1.1",
                ].map(line)),
            Row(
                "Nothing stands behind the version", "9112 3", .robust, .malformed,
                [" ", "\t", "  ", "x", " x", " HTTP/1.1", "\u{0b}", "\0", ";"].map {
                    line("GET \(target) HTTP/1.1" + $0)
                }),
            Row(
                "White space in the target is not repaired", "9112 3.2", .should, .malformed,
                [
                    "GET \(target) x HTTP/1.1", "GET /v1 \(target) HTTP/1.1", "GET \(target)?a b HTTP/1.1",
                    "GET \(target)\tx HTTP/1.1", "GET / HTTP/1.1 HTTP/1.1",
                ].map(line)),
            Row(
                "A request without a version, as in HTTP/0.9, is refused", "9112 2.2", .security, .malformed,
                [Input("GET \(target)\r\n"), Input("GET /\r\n"), Input("GET \(target) \r\n"), Input("GET /\n")]
                    + [line("GET \(target)"), line("GET \(target) ")]),
            Row(
                "A method is case-sensitive", "9110 9.1", .must, .status(501),
                ["get", "Get", "gET", "GEt", "head", "Head", "options", "post"].map { line("\($0) \(target) HTTP/1.1") }
            ),
            Row(
                "The name in the version is HTTP, in upper case", "9112 2.3", .must, .malformed,
                [
                    "http/1.1", "Http/1.1", "HTTp/1.1", "HTTPS/1.1", "ICE/1.1", "RTSP/1.0", "HTP/1.1", "HHTTP/1.1",
                    "/1.1",
                ]
                .map { line("GET \(target) \($0)") }),
            Row(
                "A higher minor version is answered as HTTP/1.1", "9110 2.5", .should, .document,
                (1...9).map { line("GET \(target) HTTP/1.\($0)") }),
            Row(
                "Another major version is not supported", "9110 15.6.6", .must, .exactly(505),
                ["0.9", "0.0", "2.0", "3.0", "9.9", "2.1", "4.2"].map { line("GET \(target) HTTP/\($0)") }
                    + [line("GET / HTTP/2.0"), line("BREW \(target) HTTP/7.1")]),
            Row(
                "A version is a digit, a point and a digit", "9112 2.3", .should, .malformed,
                [
                    "1.10", "11.1", "1", "1.", ".1", "1.1x", "+1.1", "-1.1", "1,1", "1:1", "1/1", "1.+1", "01.1",
                    "1.01",
                    "1..1", "1.1.1", " 1.1", "1 .1", "1. 1", "x.1", "1.x", "１.1", "", ".", "1.1\0", "1\0.1", "0x1.1",
                    "1e.1",
                ].map { line("GET \(target) HTTP/\($0)") }),
            Row(
                "A target is in one of four forms", "9112 3.2", .should, .malformed,
                ["", "v1", "v1/frameworks", "?a", "*", "*/", "**", ":80", "rungs.example", "rungs.example:80", "."]
                    .map { line("GET \($0) HTTP/1.1") }),
            Row(
                "A fragment is no part of a target", "9112 3.2", .should, .malformed,
                ["#a", "#", "?a#b", "%20#"].map { line("GET \(target)\($0) HTTP/1.1") }),
            Row(
                "A line ends in CR LF, and a bare CR ends nothing", "9112 2.2", .must, .malformed,
                [
                    Input("GET \(target) HTTP/1.1\rHost: a\r\r"), Input("GET \(target) HTTP/1.1\rHost: a\r\n\r\n"),
                    Input("GET \(target) HTTP/1.1\r\rHost: a\r\n\r\n"),
                    Input("GET\r\(target) HTTP/1.1\r\nHost: a\r\n\r\n"),
                    Input("GET \(target)\rHTTP/1.1\r\nHost: a\r\n\r\n"),
                    Input("GET \(target)\r HTTP/1.1\r\nHost: a\r\n\r\n"),
                    Input("GET \(target) HTTP/1.1\r \nHost: a\r\n\r\n"),
                ]),
            Row(
                "A bare LF is no line end", "9112 2.2", .robust, .malformed,
                [
                    Input("GET \(target) HTTP/1.1\nHost: a\n\n"), Input("GET \(target) HTTP/1.1\nHost: a\r\n\r\n"),
                    Input("GET \(target) HTTP/1.1\n\r\nHost: a\r\n\r\n"),
                ]),
            Row(
                "A request line has all its parts, and is no status line", "9112 3", .should, .malformed,
                [Input("GET\r\n\r\n"), Input("GET \r\n\r\n"), Input("GET HTTP/1.1\r\nHost: a\r\n\r\n")]
                    + [Input("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Input("Host: a\r\n\r\n")]
                    + [line(" \(target) HTTP/1.1"), line("\(target) HTTP/1.1"), line("\(target)"), line("HTTP/1.1")]),
            Row(
                "Every octet that is no token character is refused within a method", "9112 3.1", .should, .malformed,
                Octet.all(but: Octet.token).flatMap { octet in
                    ["GE\u{1}T", "\u{1}GET", "GET\u{1}"].map { method in
                        line(
                            "\(Octet.name(octet)) in \(method.debugDescription)",
                            Octet.put(octet, into: "\(method) \(target) HTTP/1.1"))
                    }
                }),
            Row(
                "A method of token characters is no syntax error", "9110 9.1", .should, .status(501),
                Octet.token.map {
                    line("\(Octet.name($0)) in a method", Octet.put($0, into: "G\u{1}ET \(target) HTTP/1.1"))
                }
                    + [line("!#$%&'*+-.^_`|~09azAZ \(target) HTTP/1.1")]),
            Row(
                "Every octet that has to be escaped is refused within a target", "9112 3.2", .should, .malformed,
                Octet.all(but: Octet.inTarget).flatMap { octet in
                    ["\(target)\u{1}", "\(target)?utm_a=\u{1}b", "/v1\u{1}/frameworks"].map {
                        line(
                            "\(Octet.name(octet)) in \($0.debugDescription)",
                            Octet.put(octet, into: "GET \($0) HTTP/1.1"))
                    }
                }),
            Row(
                "What browsers leave unescaped in a query is accepted", "3986 3.4", .robust, .document,
                Octet.inTarget.subtracting(Array("%&".utf8)).sorted().map {
                    line(Octet.name($0), Octet.put($0, into: "GET \(target)?utm_a=\u{1}b HTTP/1.1"))
                }),
            Row(
                "Every other octet in place of one of the version is refused", "9112 2.3", .must, .oneOf([400, 505]),
                (0..<8).flatMap { place in
                    let right = Array("HTTP/1.1".utf8)
                    // In the name, the neighbours and the other case of a letter stand for all.
                    let others =
                        place < 5 ? [right[place] ^ 0x20, right[place] + 1, right[place] | 0x80, 0, 0x20] : Octet.all
                    return others.filter { $0 != right[place] && !(place == 7 && (0x30...0x39).contains($0)) }.map {
                        var version = right
                        version[place] = $0
                        return line(
                            "\(Octet.name($0)) as octet \(place) of the version", Array("GET \(target) ".utf8) + version
                        )
                    }
                }),
        ]
    }
}
