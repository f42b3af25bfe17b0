import Testing

extension Conformance {
    @Suite struct Framing {
        @Test(arguments: rows) func `the end of a body is known for certain, or the connection ends`(row: Row) throws {
            try row.run()
        }

        /// What an attacker would have served behind another's request.
        private static let hidden = "GET /v1/problems HTTP/1.1\r\nHost: hidden\r\n\r\n"

        private static func post(_ fields: String..., body: String = "", method: String = "POST") -> Input {
            let lines = fields.map { $0 + "\r\n" }.joined()
            return Input(
                "\(method) \(lines.debugDescription), body \(body.debugDescription)",
                "\(method) \(Site.target) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\(body)")
        }

        /// A chunked POST of 42 bytes that hide a request, beside fields of its own.
        private static func chunked(_ fields: String...) -> Input {
            post(
                fields.joined(separator: "\r\n"),
                body: "\(String(hidden.utf8.count, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n")
        }

        private static let length = "Content-Length: \(hidden.utf8.count)"

        /// Content-Length lines that are no number.
        private static let badLengths = [
            "-5", "+5", "0x5", "4 2", "5, 6", "", " ", "5a", "a", "1_0", "5.0", "5;q=1", "\u{0b}5\u{0b}", "5\u{0c}",
            "5 5", "5,",
            ",5", "\"5\"", "5e0", "٥", "0b1", "5\t5", "-0", "--5", "5-", "05x", "NaN", "∞", "5,5;", "1,000",
        ]

        static let rows: [Row] = [
            Row(
                "An empty body is no body", "9112 6.2", .must, .inStep([.document, .document]),
                ["0", "00", "000000000000000000000000"].map { Input(get("Content-Length: \($0)") + get()) }),
            Row(
                "A body with a length is never served", "9112 6.3", .must, .status(405),
                ["POST", "PUT", "DELETE", "PATCH"].flatMap {
                    [
                        post(length, body: hidden, method: $0),
                        post("Content-Length: 0\(hidden.utf8.count)", body: hidden, method: $0),
                    ]
                }),
            Row(
                "A body of a GET is never served", "9112 6.3", .must, .document,
                [
                    post(length, body: hidden, method: "GET"),
                    post(
                        "Transfer-Encoding: chunked",
                        body: "\(String(hidden.utf8.count, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n",
                        method: "GET"),
                ]),
            Row(
                "A POST without framing has no body", "9112 6.3", .must, .inStep([.status([405]), .document]),
                [post(body: get()), post("Content-Type: text/plain", body: get())]),
            Row(
                "Empty lines behind a body are ignored, one of them", "9112 2.2", .should,
                .inStep([.status([405]), .document]), [post(length, body: hidden + "\r\n" + get())]),
            Row(
                "A length that Connection names frames nevertheless", "9110 7.6.1", .security, .status(405),
                [
                    post("Connection: Content-Length", length, body: hidden),
                    post(length, "Connection: content-length, x", body: hidden),
                ]),
            Row(
                "A length is given once", "9112 6.3", .must, .malformed,
                [
                    post("Content-Length: 5, 5", body: "abcde"),
                    post("Content-Length: 5", "Content-Length: 5", body: "abcde"),
                    post("Content-Length: 5", "Content-Length: 6", body: "abcde"),
                    post("Content-Length: 6", "Content-Length: 5", body: "abcde"),
                    post("Content-Length: 0", length, body: hidden), post(length, "Content-Length: 0", body: hidden),
                    post(length, "X-A: b", "content-length: \(hidden.utf8.count)", body: hidden),
                    post("Content-Length: 5, 6", body: "abcde"), post("Content-Length: 0, 0"),
                ]),
            Row(
                "A length is digits", "9112 6.3", .must, .malformed,
                badLengths.flatMap {
                    [post("Content-Length: \($0)", body: hidden), Input(get("Content-Length: \($0)") + hidden)]
                }),
            Row(
                "A transfer coding with a length is refused", "9112 6.1", .must, .malformed,
                [
                    post("Content-Length: 6", "Transfer-Encoding: chunked", body: "0\r\n\r\nG"),
                    post("Transfer-Encoding: chunked", "Content-Length: 4", body: "5c\r\nGPOST"),
                    chunked("Content-Length: 0", "tRANSFER-eNCODING: cHUNKED"),
                    chunked("Transfer-Encoding: chunked", "Content-Length: 42"),
                    chunked("Content-Length: 42", "Transfer-Encoding: chunked"),
                    Input(get("Content-Length: 0", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                ]),
            Row(
                "chunked is the last transfer coding", "9112 6.3", .must, .oneOf([400, 501]),
                [
                    "xchunked", "chunkedx", "chunked, identity", "chunked, gzip", "identity", "gzip", "\"chunked\"",
                    "chunkedchunked",
                    "chun\tked", "chun ked", "", "chunked;q=1", "chunked; q=1", "chunked;", ";chunked", "chunked\u{b}",
                    "\u{b}chunked", "'chunked'", "none",
                    "chunked, x", "x-chunked", "deflate", "chunked,identity;q=1", "true",
                ].flatMap {
                    [chunked("Transfer-Encoding: \($0)"), post("Transfer-Encoding: \($0)", length, body: hidden)]
                }
                    + [
                        chunked("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
                        chunked("Transfer-Encoding: chunked", "Transfer-Encoding:"),
                    ]),
            Row(
                "chunked alone is understood", "9112 7", .security, .oneOf([400, 501]),
                ["chunked, chunked", "identity, chunked", "gzip, chunked", "x, chunked", ", chunked", "chunked,"].map {
                    chunked("Transfer-Encoding: \($0)")
                } + [
                    chunked("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
                    chunked("Transfer-Encoding: identity", "Transfer-Encoding: chunked"),
                ]),
            Row(
                "Transfer-Encoding is refused with white space before its colon", "9112 5.1", .must, .malformed,
                [
                    chunked("Transfer-Encoding : chunked"), chunked("Transfer-Encoding\t: chunked"),
                    chunked(length, "Transfer-Encoding : chunked"),
                ]),
            Row(
                "HTTP/1.0 has no transfer codings", "9112 6.1", .must, .malformed,
                ["Transfer-Encoding: chunked\r\n", "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n"].map {
                    Input("POST \(Site.target) HTTP/1.0\r\nHost: a\r\n\($0)\r\n0\r\n\r\n" + hidden)
                }),
            Row(
                "A body that does not come whole is given up", "9112 8", .robust, .unanswered,
                [
                    "Content-Length: 10\r\n\r\nabc", "Content-Length: 10\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", "Transfer-Encoding: chunked\r\n\r\n0\r\n",
                    "Content-Length: 10\r\n",
                ].map { Input.halfClosed("POST \(Site.target) HTTP/1.1\r\nHost: a\r\n" + $0) }),
        ]
    }
}
