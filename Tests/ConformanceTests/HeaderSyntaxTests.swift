import Testing

extension Conformance {
    @Suite struct `Header syntax` {
        @Test(arguments: rows) func `a field line is a name, a colon and a value, and nothing else`(row: Row) throws {
            try row.run()
        }

        /// A GET of the document with field lines, Host not added.
        private static func fields(_ lines: String) -> Input {
            Input(lines.debugDescription, "GET \(Site.target) HTTP/1.1\r\n\(lines)\r\n\r\n")
        }

        /// A GET of the document with an octet in the place of each U+0001 of its field lines.
        private static func fields(_ octet: UInt8, in lines: String) -> Input {
            Input(
                "\(Octet.name(octet)) in \(lines.debugDescription)",
                Octet.put(octet, into: "GET \(Site.target) HTTP/1.1\r\n\(lines)\r\n\r\n"))
        }

        /// Names that framing, routing or negotiation ask for, and one that nobody does.
        private static let names = ["X-A", "Host", "Content-Length", "Transfer-Encoding", "Connection", "Accept"]

        static let rows: [Row] = [
            Row(
                "No white space stands between a name and its colon", "9112 5.1", .must, .malformed,
                [" ", "\t", "  ", " \t", "\u{0b}", "\u{0c}", "\r"].flatMap { space in
                    names.map { fields("Host: a\r\n\($0)\(space): 0") } + [fields("Host\(space): a")]
                }),
            Row(
                "An obsolete fold is refused", "9112 5.2", .must, .malformed,
                [" ", "\t", "  ", " \t "].flatMap { space in
                    [
                        fields("Host: a\r\nX-A: b\r\n\(space)c"), fields("Host: a\r\n\(space)b"),
                        fields("Host: a\r\nX-A:\r\n\(space)c"), fields("Host: a\r\nX-A: b\r\n\(space)\r\nX-B: c"),
                        fields("Host: a\r\nX-A: b\r\n\(space)Content-Length: 5"),
                        fields("Host: a\r\nX-A: b\r\n\(space)"),
                        fields("Host: a\r\nTransfer-Encoding:\r\n\(space)chunked"),
                    ]
                }),
            Row(
                "White space before the first field line is refused", "9112 2.2", .must, .malformed,
                [" ", "\t", "  "].flatMap { [fields("\($0)X-A: b\r\nHost: a"), fields("\($0)\r\nHost: a")] }),
            Row(
                "A Host behind white space does not count", "9112 2.2", .must, .malformed,
                [" ", "\t"].flatMap { [fields("\($0)Host: a"), fields("X-A: b\r\n\($0)Host: a")] }),
            Row(
                "No control but HTAB stands in a value", "9110 5.5", .robust, .malformed,
                Octet.controls.sorted().flatMap { octet in
                    [
                        "Host: a\r\nX-A: \u{1}b", "Host: a\r\nX-A: b\u{1}c", "Host: a\r\nX-A: b\u{1}",
                        "Host: a\r\nX-A:\u{1}",
                    ]
                    .map { fields(octet, in: $0) }
                }),
            Row(
                "A control at any place of a long value is found", "9110 5.5", .robust, .malformed,
                (0..<24).flatMap { place in
                    ([0x00, 0x0d, 0x1f, 0x7f] as [UInt8]).map { octet in
                        let left = String(repeating: "x", count: place)
                        return fields(
                            octet, in: "Host: a\r\nX-A: \(left)\u{1}\(String(repeating: "\t", count: 24 - place))z")
                    }
                }),
            Row(
                "No control stands in the value of Host", "9110 5.5", .must, .malformed,
                Octet.controls.sorted().flatMap { octet in
                    ["Host: \u{1}", "Host: a\u{1}", "Host: a\u{1}b", "Host: \u{1}a"].map { fields(octet, in: $0) }
                }),
            Row(
                "A bare LF ends no field line and no head", "9112 2.2", .robust, .malformed,
                [
                    fields("Host: a\nX-A: b"), fields("Host: a\r\nX-A: b\nX-B: c"), fields("X-A: b\nHost: a"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\n\n"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\r\n\n"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\n\r\n"),
                ]),
            Row(
                "A bare CR ends no field line and no head", "9112 2.2", .must, .malformed,
                [
                    fields("Host: a\rX-A: b"), fields("Host: a\r\nX-A: b\rX-B: c"), fields("Host: a\r\nX-A: b\r"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\r\r"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\r\n\r\r\n"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n"),
                    Input("GET \(Site.target) HTTP/1.1\r\nHost: a\r\n\r \n\r\n"),
                ]),
            Row(
                "A field line has a colon", "9112 5", .should, .malformed,
                ["X", "X-A b", "nonsense here", "X-A=b", "\"X-A\"", "GET / HTTP/1.1"].flatMap {
                    [fields("Host: a\r\n\($0)"), fields("\($0)\r\nHost: a"), fields("Host: a\r\n\($0)\r\nX-B: c")]
                }),
            Row(
                "A name is not empty", "9110 5.1", .should, .malformed,
                [":", ": b", "::", ":b:c", " : b"].flatMap { [fields("Host: a\r\n\($0)"), fields("\($0)\r\nHost: a")] }),
            Row(
                "Every octet that is no token character is refused in a name", "9110 5.1", .should, .malformed,
                Octet.all(but: Octet.token.union(Array(":".utf8))).flatMap { octet in
                    ["Host: a\r\n\u{1}X: b", "Host: a\r\nX\u{1}Y: b", "Host: a\r\nX\u{1}: b"].map {
                        fields(octet, in: $0)
                    }
                }),
            Row(
                "Every token character may stand in a name", "9110 5.6.2", .must, .document,
                Octet.token.sorted().flatMap {
                    [fields($0, in: "Host: a\r\n\u{1}: b"), fields($0, in: "Host: a\r\nX\u{1}Y: b")]
                }
                    + [fields("Host: a\r\n!#$%&'*+-.^_`|~09azAZ: b")]),
            Row(
                "Every other octet may stand in a value, obs-text too", "9110 5.5", .should, .document,
                Octet.all(but: Octet.controls).flatMap { octet in
                    ["Host: a\r\nX-A: b\u{1}c", "Host: a\r\nX-A: \u{1}"].map { fields(octet, in: $0) }
                }),
            Row(
                "A value may be empty", "9112 5", .must, .document,
                ["", " ", "\t", " \t ", "     "].flatMap {
                    [fields("Host: a\r\nX-A:\($0)"), fields("X-A:\($0)\r\nHost: a")]
                }),
            Row(
                "White space around a value is no part of it", "9112 5.1", .must, .closing([.document]),
                [
                    "Host:a\r\nConnection:close", "Host: \ta \t\r\nConnection: \t close\t ",
                    "Host:\ta\t\r\nConnection:\tclose",
                    "Connection:     close     \r\nHost:    a",
                ].map(fields)),
            Row(
                "Names are case-insensitive", "9110 5.1", .must, .closing([.document]),
                ["hOsT: a\r\ncOnNeCtIoN: close", "HOST: a\r\nCONNECTION: close", "host: a\r\nconnection: close"].map(
                    fields)),
            Row(
                "A list may stand on several lines", "9110 5.3", .must, .closing([.compressedDocument]),
                [
                    "Host: a\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\nConnection: x\r\nConnection: close",
                    "Accept-Encoding:\r\nConnection: close\r\nHost: a\r\nConnection:\r\naccept-encoding: , gzip;q=1 ,,",
                ].map(fields)),
            Row(
                "A name is on one line", "9112 5", .security, .malformed,
                [
                    "Transfer-\r\nEncoding: chunked", "Transfer-\r\n Encoding: chunked", "Content-\r\nLength: 5",
                    "Ho\r\nst: b",
                ]
                .map { fields("Host: a\r\n\($0)") }),
        ]
    }
}
