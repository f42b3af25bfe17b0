import JSON
import TestSupport
import Testing

extension Conformance {
    @Suite struct `Host and target` {
        @Test(arguments: rows) func `a request says what host it means, once and in form`(row: Row) throws {
            try row.run()
        }

        /// A GET of the document with these lines alone.
        private static func lines(_ lines: String) -> Input {
            Input(lines.debugDescription, "GET \(Site.target) HTTP/1.1\r\n\(lines)\r\n")
        }

        private static func host(_ host: String) -> Input {
            lines("Host: \(host)\r\n")
        }

        private static func absolute(_ target: String, host: String = "other.example") -> Input {
            Input("\(target), Host: \(host)", "GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        }

        /// 200 with links that begin with one of `bases`.
        private static func linking(to bases: String...) -> Answer {
            .meeting { response, _ in
                let link = (try? JSON.Document(parsing: response.body).root)?["links"]?["self"]?.text?.string
                guard response.status == 200 else { return "status \(response.status)" }
                return bases.contains { link?.hasPrefix($0 + "/") ?? false }
                    ? nil : "the link is \(link ?? "absent"), not to \(bases.joined(separator: " or "))"
            }
        }

        static let rows: [Row] = [
            Row(
                "HTTP/1.1 asks for Host", "9112 3.2", .must, .malformed,
                [lines(""), lines("X-Host: a\r\n"), lines("Forwarded: host=a\r\n"), lines("X-Forwarded-Host: a\r\n")]
                    + [
                        Input("GET http://rungs.example\(Site.target) HTTP/1.1\r\n\r\n"),
                        Input("GET \(Site.target) HTTP/1.5\r\n\r\n"),
                    ]),
            Row(
                "Host is given once", "9112 3.2", .must, .malformed,
                [
                    "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "Host: a\r\nX-A: b\r\nhost: a\r\n",
                    "Host: a\r\nHost:\r\n",
                    "Host:\r\nHost: a\r\n", "Host: a\r\nHost: a\r\nHost: a\r\n",
                ].map(lines) + [Input("GET \(Site.target) HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n")]),
            Row(
                "Host is a host with an optional port", "9112 3.2", .must, .malformed,
                [
                    "a b", "a/b", "u@a", "u:p@a", "[::1", "::1]", "[::1]x", "[]", "[g::1]", "a:b", "a:80:80", "a:80a",
                    "a:-80", "a:+80", "a: 80", "a :80",
                    "<a>", "a?b", "a#b", "a\\b", "a,b", "\"a\"", "a:80,", "http://a", "//a", "a/", "a%", "a%2", "a%zz",
                    "a:65536", "a:99999999999999999999", ":80",
                    "é", "a|b", "a{b}", "a^b", "a`b", "[1.2.3.4]", "[v1.a]", "[::1]:80:80", "::1", "fe80::1",
                ].filter { $0 != "a,b" }.map(host)
                    + Octet.all(but: Set("!$&'()*+,;=-._~:%[".utf8).union(Octet.token)).filter {
                        $0 != 0x20 && $0 != 0x09
                    }.map { octet in
                        Input(
                            "\(Octet.name(octet)) in Host",
                            Octet.put(octet, into: "GET \(Site.target) HTTP/1.1\r\nHost: a\u{1}b\r\n\r\n"))
                    }),
            Row(
                "An empty Host is refused: our resources have an authority", "9112 3.2", .robust, .malformed,
                [host(""), host(" "), lines("Host:\r\n")]),
            Row(
                "Every form of a host is accepted", "3986 3.2.2", .should, .document,
                [
                    "[::1]:8080", "[::1]", "[2001:DB8::1]:443", "[::ffff:1.2.3.4]", "RUNGS.Example.", "a.",
                    "under_score.example", "a:", "a:80", "a:0",
                    "a:65535", "a:00080", "1.2.3.4", "1.2.3.4:80", "a%41b", "xn--bcher-kva.example", "a-b.c~d",
                    "a!$&'()*+;=b",
                    String(repeating: "a", count: 63) + ".example",
                ].map(host)),
            Row(
                "HTTP/1.0 without Host is served", "9112 3.2", .robust, .closing([.document]),
                [Input("GET \(Site.target) HTTP/1.0\r\n\r\n"), Input("GET \(Site.target) HTTP/1.0\r\nHost: a\r\n\r\n")]),
            Row(
                "A target in absolute form is accepted", "9112 3.2.2", .must, .document,
                [
                    "http://rungs.example", "HTTP://rungs.example", "hTtP://RUNGS.EXAMPLE", "http://rungs.example:80",
                    "http://[::1]:8080", "http://127.0.0.1",
                ]
                .flatMap { [absolute($0 + Site.target), absolute($0 + Site.target, host: "rungs.example")] }),
            Row(
                "The authority of an absolute form takes the place of Host", "9112 3.2.2", .must,
                .inStep([linking(to: "http://rungs.example")]),
                [
                    absolute("http://rungs.example/v1"), absolute("http://rungs.example:80/v1"),
                    absolute("HTTP://RUNGS.example/v1"),
                ]
            )
            // Links have the scheme of the connection.
            .overTLS(.inStep([linking(to: "https://rungs.example", "https://rungs.example:80")])),
            Row(
                "An https resource is not served over a connection that is not secured", "9110 7.4", .must,
                .exactly(421),
                [
                    "https://rungs.example", "HTTPS://rungs.example:443", "hTTps://[::1]", "https://rungs.example:80",
                ].map { absolute($0 + Site.target) } + [absolute("https://rungs.example")]
            )
            .overTLS(.status(200)),
            Row(
                "An absolute form without a path means the root", "9110 4.2.3", .must,
                .inStep([linking(to: "http://rungs.example")]),
                [
                    absolute("http://rungs.example"), absolute("http://rungs.example/"),
                    absolute("http://rungs.example?utm_a=b"),
                ]
            )
            .overTLS(.inStep([linking(to: "https://rungs.example")])),
            Row(
                "An absolute form is in form", "9112 3.2.2", .should, .malformed,
                [
                    "http:/v1", "http:v1", "http://", "http:///v1", "http://u@rungs.example/v1", "http://a b/v1",
                    "ftp://rungs.example/v1", "file:///etc/passwd",
                    "http//rungs.example/v1", "://rungs.example/v1", "http://[::1/v1", "http://a:b/v1", "http://:80/v1",
                    "javascript:1", "urn:a",
                ].map { absolute($0) } + [
                    absolute("http://rungs.example/v1", host: "a b"), absolute("http://rungs.example/v1", host: ""),
                ]),
            Row(
                "A request for a foreign host is not passed on", "9110 7.4", .security, .document,
                [
                    absolute("http://192.0.2.1\(Site.target)"), absolute("http://localhost:1\(Site.target)"),
                    absolute("http://169.254.169.254\(Site.target)"),
                ]),
            Row(
                "An authority form belongs to CONNECT", "9112 3.2.3", .should, .malformed,
                ["rungs.example:80", "127.0.0.1:80", "[::1]:80", "rungs.example"].flatMap {
                    [Input(request("GET", $0)), Input(request("POST", $0))]
                }),
            Row(
                "An asterisk form belongs to OPTIONS", "9112 3.2.4", .should, .malformed,
                ["GET", "POST", "DELETE", "TRACE", "BREW"].map { Input(request($0, "*")) }
                    + ["**", "*/", "*?a", "*a"].map { Input(request("OPTIONS", $0)) }),
        ]
    }
}
