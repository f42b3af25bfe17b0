import TestSupport
import Testing

extension Conformance {
    @Suite struct `Hostile input` {
        @Test(arguments: errors) func `an error is in form and shows nothing of the request raw`(row: Row) throws {
            try row.run()
        }

        @Test(arguments: injection) func `nothing of a request becomes part of a head`(row: Row) throws {
            try row.run()
        }

        @Test(arguments: garbage) func `what is no HTTP is refused, and nobody else notices`(row: Row) throws {
            try row.run()
        }

        /// A problem of this status, which no browser takes for markup.
        private static func problem(_ status: Int) -> Answer {
            .meeting { response, _ in
                guard response.status == status else { return "status \(response.status), not \(status)" }
                let isProblem = response["content-type"]?.hasPrefix("application/problem+json") == true
                return isProblem && response["x-content-type-options"] == "nosniff" ? nil : "\(response.fields)"
            }
        }

        static let errors: [Row] = [
            Row(
                "What is not there is 404", "9110 15.5.5", .must, .inStep([problem(404)]),
                [
                    "/none", "/v1/none", "/v1/frameworks/11-1111.11", "/V1", "/v1/frameworks/none",
                    "/v1/statements/none", "/problems/none",
                ].map { Input(get(target: $0)) }),
            Row(
                "A path is not shown as markup", "9110 17.6", .security, .inStep([problem(404)]),
                [
                    "/%3Cscript%3Ealert(1)%3C/script%3E", "/v1/frameworks/%3Cscript%3E", "/%22%3E%3Cscript%3E",
                    "/'--%3E", "/v1/frameworks/%E2%80%AE%3Cscript%3E",
                ].map { Input(get("Accept: text/html, */*;q=0.8", target: $0)) }),
            Row(
                "A query is not shown as markup", "9110 17.6", .security, .inStep([problem(400)]),
                ["/v1?%3Cscript%3E=1", "/v1/frameworks?sort=%3Cscript%3E"].map { Input(get(target: $0)) }),
        ]

        /// Any answer without a field that a client made up.
        private static let clean = Answer.meeting { response, _ in
            let isInjected = response.fields.contains { $0.name.hasPrefix("x-inj") || $0.name == "set-cookie" }
            return isInjected ? "a field of the client: \(response.fields)" : nil
        }

        private static let breaks = [
            "%0d%0a", "%0D%0A", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%250d%250a", "%c4%8d%c4%8a", "%00%0d%0a",
        ]

        static let injection: [Row] = [
            Row(
                "Escaped line ends stay escaped", "9110 5.5", .security, .inStep([clean]),
                breaks.flatMap { end in
                    [
                        "/\(end)X-Inj:%20y", "/v1/frameworks\(end)X-Inj:y/", "/v1/frameworks/\(end)X-Inj:%20y/",
                        "/v1/frameworks/?utm_a=\(end)X-Inj:%20y", "/v1/frameworks?a=\(end)X-Inj:y",
                        "/v1/frameworks/49-9064/\(end)Set-Cookie:a=b",
                        "/v1/frameworks/49-9064?utm_a=\(end)Set-Cookie:a=b",
                        "\(Site.target)?utm_a=\(end)\(end)HTTP/1.1%20200%20OK",
                        "/v1/frameworks/49-9064.00/levels/\(end)X-Inj:y/",
                    ].map { Input(get(target: $0)) }
                }),
            Row(
                "A request id that is none is not echoed", "9110 5.5", .security,
                .inStep([
                    .meeting { response, _ in
                        response["x-request-id"] == nil ? nil : "X-Request-Id: \(response["x-request-id"] ?? "")"
                    }
                ]),
                ["a b", "a\tX-Inj: y", "<script>", "é", String(repeating: "a", count: 1000), "", "a;b", "\"a\""].map {
                    Input(get("X-Request-Id: \($0)"))
                }),
            Row(
                "A request id is echoed", "9110 5.5", .should,
                .inStep([
                    .meeting { response, _ in
                        response["x-request-id"] == "a-B.9_z"
                            ? nil : "X-Request-Id: \(response["x-request-id"] ?? "absent")"
                    }
                ]),
                [Input(get("X-Request-Id: a-B.9_z"))]),
            Row(
                "An origin is not trusted with credentials", "Fetch 3.2", .security,
                .inStep([
                    .meeting { response, _ in
                        response["access-control-allow-credentials"] == nil
                            && response["access-control-allow-origin"] == "*" ? nil : "\(response.fields)"
                    }
                ]),
                ["https://evil.example", "null", "http://rungs.example", "*"].map {
                    Input(get("Origin: \($0)", "Cookie: a=b"))
                }),
            Row(
                "Fields of proxies and frameworks are not obeyed", "9110 7.4", .security, .document,
                [
                    "X-Original-URL: /none", "X-Rewrite-URL: /none", "X-Forwarded-Host: evil.example",
                    "Forwarded: host=evil.example", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /x",
                    "X-HTTP-Method-Override: DELETE", "Max-Forwards: 0",
                ]
                .map { Input(get($0)) }),
        ]

        private static func random(_ count: Int, seed: UInt64) -> [UInt8] {
            var state = seed
            return (0..<count).map { _ in
                // Knuth's linear congruential generator.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
        }

        /// A good request with a few octets changed, removed or doubled.
        private static func mutated(_ seed: UInt64) -> Input {
            var bytes =
                Array(request("POST", fields: "Content-Length: 12", "Accept-Encoding: gzip", body: "hello, there").utf8)
                + Array(get("If-None-Match: \"x\"", "Connection: keep-alive").utf8)
            let random = random(9, seed: seed)
            for step in stride(from: 0, to: Int(random[0] % 3) * 3 + 3, by: 3) where step + 2 < random.count {
                let place = (Int(random[step]) << 8 | Int(random[step + 1])) % bytes.count
                switch random[step + 2] % 4 {
                case 0: bytes[place] = random[(step + 3) % 9]
                case 1: bytes[place] ^= 1 << (random[step + 2] >> 5)
                case 2: bytes.remove(at: place)
                default: bytes.insert(bytes[place], at: place)
                }
            }
            return Input("mutation \(seed)", bytes)
        }

        static let garbage: [Row] = [
            Row(
                "Random octets are refused", "9112 2.2", .robust, .oneOf([400, 505]),
                (1...50).map { Input("4 KB of seed \($0)", random(4096, seed: $0)) }),
            Row(
                "What other protocols say first is refused", "9112 2.2", .robust, .malformed,
                [
                    Input(
                        "TLS",
                        [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03] + random(300, seed: 7)),
                    Input("SSH-2.0-OpenSSH_9.6\r\n"), Input("SMTP", "EHLO rungs.example\r\n"),
                    Input("*1\r\n$4\r\nPING\r\n"), Input("RDP", [0x03, 0x00, 0x00, 0x13, 0x0e, 0xe0]),
                    Input("SOCKS", [0x05, 0x01, 0x00]), Input("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + get()),
                    Input("\r\n\r\n\0"),
                    Input("PROXY version 2", [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]),
                ]),
            Row(
                "HTTP/2 is not spoken", "9113 3.4", .robust, .exactly(505),
                [Input("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Input("PRI * HTTP/2.0\r\nHost: a\r\n\r\n")]),
            Row(
                "Octets that no request begins with are refused", "9112 2.2", .robust, .malformed,
                [
                    Input("64 KB of NUL", [UInt8](repeating: 0, count: 65_536)), Input("all octets", Octet.all),
                    Input("all octets, backwards", Octet.all.reversed()),
                    Input("1 MB of CRLF", String(repeating: "\r\n", count: 1 << 19)),
                    Input("a byte order mark", "\u{feff}" + get()),
                    Input(
                        "UTF-16, little",
                        get().utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }),
                    Input(
                        "UTF-16, big",
                        get().utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }),
                    Input("1 MB of LF", String(repeating: "\n", count: 1 << 20)),
                    Input("1 MB of CR", String(repeating: "\r", count: 1 << 20)),
                    Input("1 MB of SP", String(repeating: " ", count: 1 << 20)),
                ] + Octet.all(but: Octet.token.union([0x0d])).map { Input("\(Octet.name($0)) alone", [$0]) }),
            Row(
                "Urgent data harms nothing", "9293 3.8.5", .robust, .document,
                [
                    Input(
                        "urgent data in a request",
                        [
                            .send(Array(get().utf8.prefix(30))), .sendUrgent(0x21), .pause(microseconds: 1000),
                            .send(Array(get().utf8.dropFirst(30))),
                        ])
                ]),
            Row(
                "Whatever is changed in a request, the answer is in form", "9112 2.2", .robust, .sane,
                (1...400).map(mutated)),
        ]
    }
}
