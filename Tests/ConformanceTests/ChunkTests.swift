import Testing

extension Conformance {
    @Suite struct Chunks {
        @Test(arguments: rows) func `a chunked body is decoded by the letter, or refused`(row: Row) throws {
            try row.run()
        }

        private static let hidden = "GET /v1/problems HTTP/1.1\r\nHost: hidden\r\n\r\n"

        private static func body(_ body: String, _ coding: String = "Transfer-Encoding: chunked") -> Input {
            Input(
                "\(coding.debugDescription), body \(body.prefix(120).debugDescription)",
                request("POST", fields: coding, body: body))
        }

        private static func body(_ octet: UInt8, in body: String) -> Input {
            Input(
                "\(Octet.name(octet)) in \(body.debugDescription)",
                Octet.put(octet, into: request("POST", fields: "Transfer-Encoding: chunked", body: body)))
        }

        static let rows: [Row] = [
            Row(
                "A chunked body is read to its end", "9112 7.1", .must, .inStep([.status([405]), .document]),
                [
                    "0\r\n\r\n", "5\r\nabcde\r\n0\r\n\r\n", "1\r\n\n\r\n0\r\n\r\n",
                    "1\r\na\r\n4\r\n\r\n0\r\r\n0\r\n\r\n",
                    "\(String(hidden.utf8.count, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n",
                ]
                .map { body($0 + get()) }),
            Row(
                "Sizes are hexadecimal in either case, with leading zeros", "9112 7.1", .must, .status(405),
                [
                    "A", "a", "0A", "0a", "0000000A", "000000000000000000000000000000A",
                    String(repeating: "0", count: 1000) + "a",
                ].map {
                    body("\($0)\r\n0123456789\r\n0\r\n\r\n")
                } + [
                    body("1F\r\n\(String(repeating: "x", count: 31))\r\n000\r\n\r\n"),
                    body("000000000000000000000\r\n\r\n"),
                ]),
            Row(
                "Extensions that nobody knows are ignored", "9112 7.1.1", .must, .status(405),
                [
                    ";a", ";a=b", ";a=\"b\"", " ; a = b", "\t;\ta\t=\t\"b c\"", ";a;b=c;d=\"e\"", ";a=\"\\\"\"",
                    ";a=\"0\\\\\"", ";a=\"; b\"",
                    ";a=\"é\"", ";a=\"\"", ";a=\"\t\"",
                ].flatMap { [body("5\($0)\r\nabcde\r\n0\r\n\r\n"), body("5\r\nabcde\r\n0\($0)\r\n\r\n")] }),
            Row(
                "An extension begins with a semicolon, and closes its quotes", "9112 7.1.1", .security, .malformed,
                [" ", "\t", " a", " 5", "\t5", " \"a\"", ";a=\"b", ";a=\"b\\", ";a=\"b\\\""].map {
                    body("5\($0)\r\nabcde\r\n0\r\n\r\n" + hidden)
                }),
            Row(
                "No control stands in an extension", "9112 7.1.1", .security, .malformed,
                Octet.controls.subtracting([0x0d]).sorted().flatMap { octet in
                    [";a\u{1}b", ";a=\"\u{1}\"", ";a=\"\\\u{1}\"", "\u{1}"].map {
                        body(octet, in: "5\($0)\r\nabcde\r\n0\r\n\r\n" + hidden)
                    }
                }),
            Row(
                "Trailers are read and dropped", "9112 7.1.2", .must, .inStep([.status([405]), .document]),
                ["X-A: b\r\n", "X-A:\r\nX-B: é\r\n", "A: 1\r\nB: 2\r\nC: 3\r\n"].map {
                    body("5\r\nabcde\r\n0\r\n\($0)\r\n" + get())
                }),
            Row(
                "A trailer does not frame, route or close", "9110 6.5.1", .security,
                .inStep([.status([405]), .document]),
                ["Content-Length: 42", "Transfer-Encoding: chunked", "Host: other", "Connection: close", "Expect: x"]
                    .map {
                        body("5\r\nabcde\r\n0\r\n\($0)\r\n\r\n" + get())
                    }),
            Row(
                "A trailer is a field line", "9112 7.1.2", .should, .malformed,
                ["X", "X A: b", ": b", " X: b", "X : b", "X: b\n", "X: \0", "X: b\r", "\n", "X\u{7f}: b"].map {
                    body("5\r\nabcde\r\n0\r\n\($0)\r\n\r\n" + hidden)
                }),
            Row(
                "The coding is named in any case, with white space around", "9112 7", .must, .status(405),
                ["cHuNkEd", "CHUNKED", "  chunked  ", "\tchunked\t", "chunked "].map {
                    body("5\r\nabcde\r\n0\r\n\r\n", "Transfer-Encoding:\($0)")
                }),
            Row(
                "A size is hexadecimal digits", "9112 7.1", .security, .malformed,
                [
                    "0x5", "+5", "-5", " 5", "\t5", "", "g", "5g", "5h", "0x", "x", "5.", "5,", "5_0", "#5", "5:",
                    "\"5\"", "５", "5\0", "\u{b}5",
                ].flatMap {
                    [
                        body("\($0)\r\nabcde\r\n0\r\n\r\n" + hidden),
                        body("1\r\na\r\n\($0)\r\nabcde\r\n0\r\n\r\n" + hidden),
                        body("5\r\nabcde\r\n\($0)\r\n\r\n" + hidden),
                    ]
                }),
            Row(
                "Every octet that is no digit is refused in a size", "9112 7.1", .security, .malformed,
                Octet.all(but: Set("0123456789abcdefABCDEF;\r \t".utf8)).map {
                    body($0, in: "5\u{1}\r\nabcde\r\n0\r\n\r\n" + hidden)
                }
                    + Octet.all(but: Set("0123456789abcdefABCDEF".utf8)).map {
                        body($0, in: "\u{1}5\r\nabcde\r\n0\r\n\r\n" + hidden)
                    }),
            Row(
                "A size does not wrap", "9112 7.1", .security, .oneOf([400, 413]),
                [
                    "100000005", "10000000000000005", "ffffffff", "ffffffffffffffff", "7fffffffffffffff",
                    "8000000000000000", "fffffffffffffffb",
                    "80000005", "fffffffffffffff", "0000000000000000100000005", "100000000000000000000000000000005",
                    "10001",
                ].map { body("\($0)\r\nabcde\r\n0\r\n\r\n" + hidden) }),
            Row(
                "Data is as long as its size says", "9112 7.1", .security, .malformed,
                [
                    "5\r\nabcdef\r\n0\r\n\r\n", "5\r\nabcdeXX0\r\n\r\n", "5\r\nabcde\r0\r\n\r\n",
                    "5\r\nabcde\n0\r\n\r\n", "5\r\nabcde0\r\n\r\n",
                    "5\r\nabcde\n\r\n0\r\n\r\n", "5\r\nabcde\r\r\n0\r\n\r\n", "5\r\nabcd\r\n0\r\n\r\n",
                    "5\r\nabcde \r\n0\r\n\r\n", "5\r\nabcde\r\n\r\n0\r\n\r\n",
                ].map { body($0 + hidden) }),
            Row(
                "A size line ends in CR LF", "9112 7.1", .security, .malformed,
                [
                    "5\nabcde\r\n0\r\n\r\n", "5\rabcde\r\n0\r\n\r\n", "5\r\rabcde", "5;a\nabcde\r\n0\r\n\r\n",
                    "5;a\rb\r\nabcde\r\n0\r\n\r\n", "5\r\nabcde\r\n0\n\n", "5\r\nabcde\r\n0\r\n\n",
                    "5\r\nabcde\r\n0\r\n\rX",
                ]
                .map { body($0 + hidden) }),
        ]
    }
}
