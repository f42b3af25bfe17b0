import Testing

extension Conformance {
    @Suite struct Expect {
        @Test(arguments: rows) func `a client that waits for leave to send its body gets it, or the final answer`(
            row: Row
        ) throws {
            try row.run()
        }

        /// A POST whose body is sent after 100 (Continue).
        private static func waiting(_ expect: String, _ framing: String, body: String) -> Input {
            Input(
                "\(expect), \(framing)",
                [
                    .send(Array(request("POST", fields: expect, framing).utf8)), .read(.status([100])),
                    .send(Array(body.utf8)),
                ])
        }

        private static let continuing = "Expect: 100-continue"

        static let rows: [Row] = [
            Row(
                "The body is asked for before it comes", "9110 10.1.1", .must, .status(405),
                [
                    waiting(continuing, "Content-Length: 5", body: "abcde"),
                    waiting(continuing, "Transfer-Encoding: chunked", body: "5\r\nabcde\r\n0\r\n\r\n"),
                ]),
            Row(
                "The body is asked for after the answers that come before it", "9112 9.3.2", .must, .status(405),
                [
                    (get(), Answer.document), (head(), .headOfDocument), (get(target: "/none"), .status([404])),
                    (get("Accept-Encoding: gzip", target: Site.largeTarget + "?utm_a=expect"), .status([200])),
                ].map { first, answer in
                    Input(
                        "\(first.prefix(60)) and a POST that waits",
                        [
                            .send(Array((first + request("POST", fields: continuing, "Content-Length: 5")).utf8)),
                            .read(answer), .read(.status([100])), .send(Array("abcde".utf8)),
                        ])
                }),
            Row(
                "The expectation is case-insensitive", "9110 10.1.1", .must, .status(405),
                ["Expect: 100-Continue", "expect: 100-CONTINUE", "EXPECT:  100-cOntinue  "].map {
                    waiting($0, "Content-Length: 5", body: "abcde")
                }),
            Row(
                "A body that came with the head is not asked for", "9110 10.1.1", .should, .status(405),
                [Input(request("POST", fields: continuing, "Content-Length: 5", body: "abcde"))]),
            Row(
                "A body that is too long is refused before it comes", "9110 10.1.1", .must, .exactly(413),
                [
                    Input(request("POST", fields: continuing, "Content-Length: 65537")),
                    Input(request("POST", fields: continuing, "Content-Length: 99999999999999999999")),
                ]),
            Row(
                "HTTP/1.0 gets no interim answer", "9110 15.2", .must, .closing([.status([405])]),
                [Input("POST \(Site.target) HTTP/1.0\r\nHost: a\r\n\(continuing)\r\nContent-Length: 5\r\n\r\nabcde")]
                    + Input.splits(
                        "HTTP/1.0",
                        of: Array(
                            "POST \(Site.target) HTTP/1.0\r\n\(continuing)\r\nContent-Length: 5\r\n\r\nabcde".utf8)
                    ).suffix(6)),
            Row(
                "An expectation that nobody meets is refused", "9110 10.1.1", .must, .exactly(417),
                ["x", "100-continued", "100-continue;a=b", "200-ok", "100-continue, x", "\"100-continue\"", "100"]
                    .flatMap {
                        [
                            Input(get("Expect: \($0)")),
                            Input(request("POST", fields: "Expect: \($0)", "Content-Length: 5")),
                        ]
                    } + [Input(get(continuing, "Expect: x")), Input(get("Expect: x", continuing))]),
            Row(
                "A request without a body gets its answer at once", "9110 10.1.1", .robust, .document,
                [
                    Input(get(continuing)), Input(get(continuing, "Content-Length: 0")),
                    Input(get(continuing, continuing)),
                ]),
        ]
    }
}
