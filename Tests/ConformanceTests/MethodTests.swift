import TestSupport
import Testing

extension Conformance {
    @Suite struct Methods {
        @Test(arguments: rows) func `a method does what it means, or is said not to`(row: Row) throws {
            try row.run()
        }

        /// 204, or what else a status is, with GET and HEAD among what is allowed.
        private static func allowing(_ status: Int) -> Answer {
            .meeting { response, _ in
                let allowed = Set(
                    (response["allow"] ?? "").split(whereSeparator: { ", ".contains($0) }).map(String.init))
                guard response.status == status else { return "status \(response.status), not \(status)" }
                return allowed.isSuperset(of: ["GET", "HEAD"]) ? nil : "Allow: \(allowed.sorted())"
            }
        }

        /// An answer without the secrets of the request.
        private static let silent = Answer.meeting { response, _ in
            guard response.status == 405 || response.status == 501 else { return "status \(response.status)" }
            let text = String(decoding: response.head + response.body, as: UTF8.self)
            return text.contains("secret") ? "it echoes the request: \(text)" : nil
        }

        private static let missing = "/v1/frameworks/11-1111.11/source"

        static let rows: [Row] = [
            Row(
                "HEAD gets the fields of GET and no body", "9110 9.3.2", .must, .inStep([.headOfDocument]),
                [Input(head())]),
            Row(
                "HEAD gets the fields of GET where gzip is accepted too", "9110 9.3.2", .should,
                .inStep([.headOfCompressedDocument]), [Input(head("Accept-Encoding: gzip"))]),
            Row(
                "HEAD and GET may be mixed in a pipeline", "9110 9.3.2", .must,
                .inStep([.headOfDocument, .document, .headOfDocument, .document]),
                [Input(head() + get() + head() + get())]),
            Row(
                "HEAD of what is not there has no body", "9110 9.3.2", .must,
                .inStep([.headStatus([404]), .status([404]), .headStatus([404])]),
                [missing, "/none", "/v1/none"].map { Input(head(target: $0) + get(target: $0) + head(target: $0)) }),
            Row(
                "A HEAD that is refused has no body", "9110 9.3.2", .must,
                .inStep([.headStatus([406]), .headStatus([400])]),
                [Input(head("Accept: image/png") + head(target: "/v1?nonsense=1"))]),
            Row(
                "A HEAD that is malformed has no body either", "9110 9.3.2", .must, .closing([.headStatus([400])]),
                [
                    Input(head("Host: b")), Input(head("X-A : b")), Input(head("X-A: \0")),
                    Input("\r\n" + head("Content-Length: x")),
                    Input("HEAD /v1#a HTTP/1.1\r\n"), Input("HEAD /\r\n"), Input(request("HEAD", "*")),
                ]),
            Row(
                "A HEAD that is too long has no body either", "9110 9.3.2", .must, .closing([.headStatus([414, 431])]),
                [
                    Input("a long target", head(target: "/" + String(repeating: "a", count: 20_000))),
                    Input("a long field", head("X-A: " + String(repeating: "a", count: 20_000))),
                ]),
            Row(
                "A document that is only read says which methods it has", "9110 15.5.6", .must,
                .inStep([allowing(405)]),
                ["POST", "PUT", "DELETE", "PATCH", "QUERY", "PROPFIND", "MKCOL", "LOCK", "TRACE", "LINK", "SEARCH"]
                    .flatMap {
                        [
                            Input("\($0) without a body", request($0)),
                            Input("\($0) with one", request($0, fields: "Content-Length: 3", body: "a=b")),
                        ]
                    }),
            Row(
                "A method that nobody knows is not implemented", "9110 9.1", .should, .status(501),
                ["BREW", "A", "GETT", "GE", "HEADS", "X-GET", "FOO.BAR", "M-SEARCH", "CONNECTED", "0", "get"].flatMap {
                    [Input(request($0)), Input(request($0, "/")), Input(request($0, "/none"))]
                }),
            Row(
                "TRACE echoes no credentials", "9110 9.3.8", .should, .inStep([silent]),
                [Input(request("TRACE", fields: "Cookie: a=secret", "Authorization: Basic secret"))]),
            Row(
                "OPTIONS of the server is answered", "9110 9.3.7", .robust, .inStep([allowing(204)]),
                [Input(request("OPTIONS", "*")), Input(request("OPTIONS", "*", fields: "Content-Length: 0"))]),
            Row(
                "OPTIONS of the document says which methods it has", "9110 9.3.7", .robust, .inStep([allowing(204)]),
                [Input(request("OPTIONS")), Input(request("OPTIONS", fields: "Content-Length: 2", body: "{}"))]),
            Row(
                "CONNECT opens no tunnel", "9110 9.3.6", .security, .oneOf([404, 405, 501]),
                ["rungs.example:443", "127.0.0.1:22", "[::1]:80"].map { Input(request("CONNECT", $0)) }),
            Row(
                "CONNECT names an authority", "9112 3.2.3", .should, .malformed,
                [
                    Site.target, "/", "*", "http://rungs.example/", "a", "a:", "[::1]", "a:b", "a:80/", "@a:80", ":80",
                    "a:65536",
                ].map { Input(request("CONNECT", $0)) }),
            Row(
                "A method in another field is not obeyed", "9110 9.1", .security, .document,
                ["X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT", "X-Method-Override: POST"].map {
                    Input(get($0))
                }),
        ]
    }
}
