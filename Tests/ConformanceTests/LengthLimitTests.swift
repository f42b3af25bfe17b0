import Server
import Testing

extension Conformance {
    @Suite struct `Length limits` {
        @Test(arguments: rows) func `what is long is answered, or refused so that the client can read it`(row: Row)
            throws
        {
            try row.run()
        }

        private static let limits = HTTPServer.Limits()

        /// A GET of the document whose target has so many bytes.
        private static func target(_ count: Int) -> Input {
            let prefix = Site.target + "?utm_a="
            return Input(
                "a target of \(count) bytes",
                get(target: prefix + String(repeating: "a", count: count - prefix.utf8.count)))
        }

        /// A GET of the document whose head has so many bytes, in one field more.
        private static func head(_ count: Int) -> Input {
            let empty = get("Cookie: ")
            return Input(
                "a head of \(count) bytes", get("Cookie: " + String(repeating: "a", count: count - empty.utf8.count)))
        }

        /// A GET of the document with so many field lines, Host among them.
        private static func lines(_ count: Int) -> Input {
            let lines = (1..<count).map { "X-\($0): v\r\n" }.joined()
            return Input("\(count) field lines", "GET \(Site.target) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
        }

        private static func body(_ count: Int) -> Input {
            Input(
                "a body of \(count) bytes",
                request("POST", fields: "Content-Length: \(count)", body: String(repeating: "b", count: count)))
        }

        private static func chunks(_ count: Int, of size: Int) -> Input {
            let chunk = "\(String(size, radix: 16))\r\n\(String(repeating: "b", count: size))\r\n"
            return Input(
                "\(count) chunks of \(size) bytes",
                request(
                    "POST", fields: "Transfer-Encoding: chunked",
                    body: String(repeating: chunk, count: count) + "0\r\n\r\n"))
        }

        static let rows: [Row] = [
            Row(
                "A request line of 8,000 octets is supported", "9112 3", .should, .document,
                [100, 1000, 4096, 7900, 8000, limits.targetBytes - 1, limits.targetBytes].map(target)),
            Row(
                "A longer target is 414", "9110 15.5.15", .must, .exactly(414),
                [1, 2, 1000, 8192].map { target(limits.targetBytes + $0) } + [target(65_536), target(1 << 20)]),
            Row(
                "A header section within the limit is accepted", "9110 5.4", .robust, .document,
                [4000, 8192, limits.headBytes - 1, limits.headBytes].map(head)),
            Row(
                "A longer header section is 431", "6585 5", .must, .exactly(431),
                [1, 2, 100].map { head(limits.headBytes + $0) } + [head(65_536), head(1 << 20)]),
            Row(
                "As many field lines as browsers and proxies send are accepted", "9110 5.4", .robust, .document,
                [50, limits.fieldLines - 1, limits.fieldLines].map(lines)),
            Row(
                "More field lines are 431", "6585 5", .must, .exactly(431),
                [limits.fieldLines + 1, 1000, 100_000].map(lines)),
            Row(
                "A long field name is 431", "6585 5", .must, .exactly(431),
                [20_000, 65_536, 1 << 20].map {
                    Input("a name of \($0) bytes", get(String(repeating: "x", count: $0) + ": v"))
                }),
            Row(
                "A long method is unknown, or too long", "9112 3", .should, .status(501),
                [100, 10_000].map { Input("a method of \($0) letters", request(String(repeating: "M", count: $0))) }),
            Row(
                "A method longer than a head may be is 431", "9112 3", .should, .exactly(431),
                [20_000, 1 << 20].map { Input("a method of \($0) letters", request(String(repeating: "M", count: $0))) }
            ),
            Row(
                "A request line without end is refused before it was taken", "9112 2.3", .security, .exactly(414),
                [Input("16 MB of target", Array("GET /".utf8) + [UInt8](repeating: 0x61, count: 16 << 20))]),
            Row(
                "A field without end is refused before it was taken", "9110 17.5", .security, .exactly(431),
                [
                    Input(
                        "16 MB of value",
                        Array("GET / HTTP/1.1\r\nX-A: ".utf8) + [UInt8](repeating: 0x61, count: 16 << 20)),
                    Input(
                        "16 MB of name", Array("GET / HTTP/1.1\r\n".utf8) + [UInt8](repeating: 0x61, count: 16 << 20)),
                ]),
            Row(
                "A body within the limit is read whole", "9110 15.5.14", .must, .status(405),
                [1, 1000, limits.bodyBytes - 1, limits.bodyBytes].map(body)
                    + [chunks(2000, of: 1), chunks(1, of: limits.bodyBytes), chunks(64, of: limits.bodyBytes / 64)]),
            Row(
                "A longer body is 413", "9110 15.5.14", .must, .exactly(413),
                [1, 2, 65_536].map { body(limits.bodyBytes + $0) }
                    + [body(4 << 20), chunks(1, of: limits.bodyBytes + 1), chunks(65, of: limits.bodyBytes / 64)]),
            Row(
                "A body that is announced and too long is refused before it is sent", "9110 15.5.14", .robust,
                .exactly(413),
                [
                    "65537", "10737418240", "2147483648", "4294967295", "4294967296", "4294967301",
                    "9223372036854775807",
                    "9223372036854775808", "18446744073709551615", "18446744073709551616", "18446744073709551621",
                    "340282366920938463463374607431768211461", String(repeating: "9", count: 1000),
                ].map { Input("Content-Length: \($0)", request("POST", fields: "Content-Length: \($0)")) }),
            Row(
                "A chunk extension without end is refused", "9112 7.1.1", .security, .malformed,
                [10_000, 1 << 20].map {
                    Input(
                        "an extension of \($0) bytes",
                        request(
                            "POST", fields: "Transfer-Encoding: chunked",
                            body: "1;a=" + String(repeating: "e", count: $0) + "\r\nb\r\n0\r\n\r\n"))
                }),
            Row(
                "Trailers without end are refused", "9112 7.1.2", .security, .malformed,
                [1000, 100_000].map {
                    Input(
                        "\($0) trailer lines",
                        request(
                            "POST", fields: "Transfer-Encoding: chunked",
                            body: "0\r\n" + String(repeating: "X-T: trailer\r\n", count: $0) + "\r\n"))
                }),
        ]
    }
}
