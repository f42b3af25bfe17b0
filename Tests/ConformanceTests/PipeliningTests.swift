import Testing

extension Conformance {
    @Suite struct Pipelining {
        @Test(arguments: rows) func `requests are answered in order, however their bytes arrive`(row: Row) throws {
            try row.run()
        }

        private static let good = Array(get("Accept: */*").utf8)
        private static let missing = get(target: "/none")
        private static let posted = request("POST", fields: "Content-Length: 5", body: "GET /")
        private static let chunked = request(
            "POST", fields: "Transfer-Encoding: chunked", body: "5\r\nGET /\r\n0\r\n\r\n")

        static let rows: [Row] = [
            Row(
                "Answers come in the order of the requests", "9112 9.3.2", .must,
                .inStep([.document, .status([404]), .document]), [Input(get() + missing + get())]),
            Row(
                "Requests of all kinds keep their order", "9112 9.3.2", .must,
                .inStep([.status([405]), .document, .headOfDocument, .status([405]), .status([404]), .document]),
                [Input(posted + get() + head() + chunked + missing + get())]),
            Row(
                "A thousand requests in one write get a thousand answers", "9112 9.3.2", .must,
                .inStep(Array(repeating: .document, count: 1000)),
                [Input("1000 requests", String(repeating: get(), count: 1000))]),
            Row(
                "More bytes than a server reads at once are answered in order", "9112 9.3.2", .must,
                .inStep((0..<300).map { $0 % 3 == 0 ? .status([404]) : .document }),
                [
                    Input(
                        "300 requests with long fields",
                        (0..<300).map {
                            let cookie = "Cookie: " + String(repeating: "c", count: 100 + $0 * 7)
                            return $0 % 3 == 0 ? get(cookie, target: "/none") : get(cookie)
                        }.joined())
                ]),
            Row("A request may be cut anywhere", "9112 2", .must, .document, Input.splits("a GET", of: good)),
            Row(
                "Two requests may be cut anywhere", "9112 9.3.2", .must, .inStep([.document, .document]),
                Input.splits("two", of: good + good)),
            Row(
                "A request with a body may be cut anywhere", "9112 2", .must, .inStep([.status([405]), .document]),
                Input.splits("with a length", of: Array((posted + get()).utf8))
                    + Input.splits("in chunks", of: Array((chunked + get()).utf8))),
            Row(
                "A request may come byte by byte", "9112 2", .must, .document,
                [
                    Input.byteByByte("a GET", of: good, microseconds: 10_000),
                    Input.byteByByte("a GET", of: good, microseconds: 50),
                ]),
            Row(
                "Bodies may come byte by byte", "9112 2", .must, .inStep([.status([405]), .status([405])]),
                [Input.byteByByte("two bodies", of: Array((posted + chunked).utf8), microseconds: 300)]),
            Row(
                "A malformed request may be cut anywhere", "9112 2.2", .must, .malformed,
                Input.splits("bare CR", of: Array("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n".utf8))
                    + Input.splits("a fold", of: Array("GET / HTTP/1.1\r\nHost: a\r\n X: b\r\n\r\n".utf8))),
            Row(
                "What stands before garbage is answered", "9112 9.3.2", .must,
                .refused(after: [.document], [400]),
                ["garbage\r\n\r\n", "\0\0\0", "GET /\r\n\r\n", "\r\n\r\n\r\n", " ", "}{", "\u{16}\u{3}\u{1}"].map {
                    Input(get() + $0)
                }),
            Row(
                "What stands before garbage is answered, all of it", "9112 9.3.2", .must,
                .refused(after: Array(repeating: .document, count: 40), [400]),
                [Input("40 requests and garbage", String(repeating: get(), count: 40) + "@@@\r\n\r\n" + get())]),
            Row(
                "Nothing is served behind a request that closes", "9112 9.6", .must, .closing([.document]),
                [
                    Input(get("Connection: close") + get()), Input(get("Connection: close") + "garbage"),
                    Input(get("Connection: close") + String(repeating: get(), count: 50)),
                    Input("GET \(Site.target) HTTP/1.0\r\n\r\n" + get()),
                ]),
            Row(
                "A connection is used again and again", "9112 9.3", .should,
                .inStep(Array(repeating: .document, count: 1)),
                [
                    Input(
                        "100 requests, each after the answer to the last",
                        (0..<100).flatMap { _ in [.send(Array(get().utf8)), .read(.document)] } + [
                            .send(Array(get().utf8))
                        ])
                ]),
        ]
    }
}
