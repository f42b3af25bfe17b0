import Glibc
import TestSupport
import Testing

extension Conformance {
    @Suite struct Connections {
        @Test(arguments: rows) func `a connection lives as long as both sides say`(row: Row) throws {
            try row.run()
        }

        private static func old(_ fields: String...) -> Input {
            Input("GET \(Site.target) HTTP/1.0\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
        }

        /// 200 with the document, that says that the connection stays.
        private static let kept = Answer.meeting { response, document in
            response["connection"] == "keep-alive"
                ? Answer.document.fault(in: response, document) : "Connection: \(response["connection"] ?? "absent")"
        }

        static let rows: [Row] = [
            Row(
                "HTTP/1.1 is persistent", "9112 9.3", .should, .inStep([.document, .document]), [Input(get() + get())]),
            Row(
                "The close option closes, wherever it stands", "9110 7.6.1", .must, .closing([.document]),
                [
                    "Connection: close", "Connection: CLOSE", "Connection: Close", "Connection: x, close",
                    "Connection: close, x",
                    "Connection: keep-alive, close", "Connection: x\r\nConnection: close",
                    "Connection: close\r\nConnection: keep-alive",
                    "Connection: ,,close,", "Connection:close", "Connection: x ,\tclose ", "Connection: close, close",
                ].map { Input(get($0)) }),
            Row(
                "What only looks like the close option does not close", "9110 7.6.1", .must, .document,
                [
                    "Connection: closed", "Connection: x-close", "Connection: \"close\"", "Connection: clos",
                    "Connection: ", "Proxy-Connection: close", "X: close", "Connection: keep-alive",
                    "Keep-Alive: timeout=1",
                ]
                .map { Input(get($0)) }),
            Row(
                "HTTP/1.0 closes", "9112 9.3", .must, .closing([.document]),
                [
                    old(), old("Host: a"), old("Connection: close"), old("Connection: x"),
                    old("Connection: keep-alive, close"), old("Keep-Alive: 5"),
                ]),
            Row(
                "HTTP/1.0 may ask to stay, and is told so", "9112 C.2.2", .must, .inStep([kept]),
                [old("Connection: keep-alive"), old("Connection: Keep-Alive"), old("Connection: x, KEEP-ALIVE")]),
            Row(
                "HTTP/1.0 gets no transfer coding", "9112 6.1", .must,
                .closing([
                    .meeting { response, _ in
                        response["transfer-encoding"] == nil && response.status == 200 ? nil : "\(response.fields)"
                    }
                ]),
                [
                    old("Accept-Encoding: gzip"), old("TE: chunked"),
                    Input("GET /v1/statements?format=csv HTTP/1.0\r\n\r\n"),
                    Input("GET \(Site.largeTarget) HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n"),
                ]),
            Row(
                "An error of the API keeps the connection", "9112 9.3", .robust,
                .inStep([.status([404]), .status([400]), .status([406]), .document]),
                [Input(get(target: "/none") + get(target: "/v1?a=b") + get("Accept: image/png") + get())]),
            Row(
                "A client may end its side behind a whole request", "9112 9.6", .robust,
                .ended([.document, .document]),
                [Input.halfClosed(get() + get())]),
            Row(
                "A client may end its side while its answer is made", "9112 9.6", .robust,
                .ended([
                    .document,
                    .meeting { $1.plain.status == 200 && $0["content-encoding"] == "gzip" ? nil : "\($0.status)" },
                ]),
                [Input.halfClosed(get() + get("Accept-Encoding: gzip", target: Site.largeTarget + "?utm_a=half"))]),
            Row(
                "A request that is cut is not served", "9112 8", .robust, .unanswered,
                (1..<get().utf8.count).map { Input.halfClosed(String(decoding: get().utf8.prefix($0), as: UTF8.self)) }),
            Row(
                "Resets harm nobody else", "9112 9.6", .robust, .unread,
                (0..<200).map { Input("reset \($0)", [.send(Array(get().utf8)), .reset]) }),
            Row(
                "Connections without a request harm nobody else", "9112 9.6", .robust, .unread,
                (0..<100).flatMap { [Input("opened and closed \($0)", ""), Input("opened and reset \($0)", [.reset])] }),
            Row(
                "Upgrades are ignored", "9110 7.8", .must, .document,
                [
                    ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"],
                    [
                        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    ],
                    ["Connection: upgrade", "Upgrade: TLS/1.2, x/y"], ["Upgrade: h2c"], ["Connection: Upgrade"],
                ].map { Input(get($0.joined(separator: "\r\n"))) }),
        ]

        @Test func `clients that stall in the midst of a request do not hold up others`() throws {
            let site = try Site.running()
            let stalled = try (0..<100).map { index in
                let client = try #require(RawClient(port: site.port))
                client.send(get().utf8.prefix(10 + index % 60))
                return client
            }
            try withExtendedLifetime(stalled) { try expectGoodRequest(within: .seconds(1), site) }
        }

        @Test func `clients that do not read do not hold up others`() throws {
            let site = try Site.running()
            let deaf = try (0..<20).map { _ in
                let client = try #require(RawClient(port: site.port))
                client.send(String(repeating: get(target: Site.largeTarget), count: 20))
                return client
            }
            try withExtendedLifetime(deaf) { try expectGoodRequest(within: .seconds(1), site) }
        }

        @Test func `a server that ends answers what has come, and announces the end with the last answer`() throws {
            let site = try Site()
            defer { site.stop() }
            let client = try #require(RawClient(port: site.port))
            client.send(get())
            #expect(try #require(client.response())["connection"] == nil)
            site.drain()
            pause(milliseconds: 200)
            client.send(get() + get())
            let last = try (0..<2).map { _ in try #require(client.response()) }
            #expect(last.map(\.body) == [site.document.plain.body, site.document.plain.body])
            #expect(last.map { $0["connection"] } == [nil, "close"])
            #expect(client.isClosed)
            #expect(RawClient(port: site.port) == nil)
        }

        private func expectGoodRequest(within limit: Duration, _ site: Site) throws {
            let time = ContinuousClock().measure {
                let fault = site.faultOfGoodRequest(port: site.port)
                #expect(fault == nil)
            }
            #expect(time < limit)
        }
    }
}
