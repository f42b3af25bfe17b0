import Glibc
import TestSupport
import Testing

extension Conformance {
    @Suite struct Representations {
        @Test(arguments: coding) func `a coding is sent only where it is accepted`(row: Row) throws {
            try row.run()
        }

        @Test(arguments: accept) func `a media type is sent only where it is accepted`(row: Row) throws {
            try row.run()
        }

        @Test(arguments: range) func `a range gets the whole document, which is allowed, and never a wrong part`(
            row: Row
        ) throws {
            try row.run()
        }

        @Test(arguments: form) func `an answer is in form and the same each time`(row: Row) throws {
            try row.run()
        }

        private static func accepting(_ codings: String) -> Input {
            Input(codings.debugDescription, get("Accept-Encoding: \(codings)"))
        }

        static let coding: [Row] = [
            Row(
                "gzip is sent where it is accepted", "9110 12.5.3", .must, .inStep([.compressedDocument]),
                [
                    "gzip", "GZIP", "gZip;Q=1", "x-gzip", "gzip;q=0.001", "gzip;q=1.000", "br, gzip",
                    "gzip, deflate, br, zstd", "*", "br;q=1, *;q=0.1", "gzip ; q=0.5", "identity;q=0.5, gzip",
                    "identity;q=0, gzip", "*;q=0, gzip", "br\r\nAccept-Encoding: gzip", ",,gzip,,", "gzip, identity",
                ]
                .map(accepting)),
            Row(
                "gzip is not sent where it is refused, or not named", "9110 12.5.3", .must, .document,
                [
                    "gzip;q=0", "GZIP;Q=0", "gzip;q=0.0", "gzip;q=0.000", "gzip ; q=0", "br, deflate", "identity",
                    "deflate", "compress", "zstd", "", " ", "*;q=0", "identity, gzip;q=0, *", "identity;q=1, *;q=0",
                    "*, gzip;q=0",
                    "gzip;q=0.5, identity", "br\r\nAccept-Encoding: gzip;q=0", "gzip;q=0\r\nAccept-Encoding: *",
                    "gzipped", "xgzip", "gz", "\"gzip\"",
                ].map(accepting)),
            Row(
                "Identity is sent where nothing else is there", "9110 12.5.3", .robust, .document,
                ["identity;q=0", "*;q=0", "identity;q=0, br", "br;q=1, identity;q=0", "identity;q=0, gzip;q=0"].map(
                    accepting)),
            Row(
                "A field that is broken does no harm", "9110 12.5.3", .robust,
                .inStep([
                    .meeting { response, document in
                        let fault = response["content-encoding"] == nil ? Answer.document : .compressedDocument
                        return fault.fault(in: response, document)
                    }
                ]),
                [
                    "gzip;q=2", "gzip;q=-1", "gzip;q=x", "gzip;q=", "gzip;q", "gzip;;q=1", ";q=1", "=,;",
                    "gzip;q=0.0001", "gzip;q=1.5", "g zip", "gzip;x=y", "é", String(repeating: "gzip,", count: 2000),
                ].map(accepting)),
            Row(
                "Vary names Accept-Encoding, whatever is sent", "9110 12.5.5", .should,
                .inStep([
                    .meeting { response, _ in
                        (response["vary"] ?? "").lowercased().contains("accept-encoding")
                            ? nil : "Vary: \(response["vary"] ?? "absent")"
                    }
                ]),
                ["gzip", "identity", "", "gzip;q=0", "br"].map(accepting) + [Input(get())]),
            Row(
                "A body in an unknown coding is no failure of the server", "9110 8.4", .robust, .status(405, 415),
                ["gzip", "br", "x", "gzip, gzip"].map {
                    Input(request("POST", fields: "Content-Encoding: \($0)", "Content-Length: 3", body: "abc"))
                }),
        ]

        private static let framework = "/v1/frameworks/49-9064.00"

        private static func typed(_ type: String) -> Answer {
            .meeting { response, _ in
                response.status == 200 && response["content-type"]?.hasPrefix(type) == true
                    ? nil : "status \(response.status), \(response["content-type"] ?? "no type"), not \(type)"
            }
        }

        static let accept: [Row] = [
            Row(
                "Accept that allows JSON gets it", "9110 12.5.1", .must, .document,
                [
                    "application/json", "APPLICATION/JSON", "*/*", "application/*", "text/html, */*;q=0.1",
                    "application/json;q=0.1", "text/html, application/json;charset=utf-8", "",
                    "image/png\r\nAccept: */*", "*/*;q=0.001",
                ]
                .map { Input(get("Accept: \($0)")) }),
            Row(
                "Accept that allows another type of the resource gets that", "9110 12.5.1", .must,
                .inStep([
                    typed("text/csv"), typed("application/x-ndjson"), typed("text/csv"), typed("application/json"),
                ]),
                [
                    Input(
                        [
                            "text/csv", "application/x-ndjson, application/json;q=0.9",
                            "application/json;q=0.1, text/*", "text/csv;q=0, */*",
                        ].map { get("Accept: \($0)", target: framework) }.joined())
                ]),
            Row(
                "Accept that excludes JSON is 406", "9110 12.5.1", .must, .status(406),
                [
                    "image/png", "text/html", "application/xml, text/plain", "application/json;q=0", "*/*;q=0",
                    "application/*;q=0, text/html", "text/*", "*/*, application/json;q=0",
                ].map { Input(get("Accept: \($0)")) }),
            Row(
                "A field that is broken does no harm", "9110 12.5", .robust, .status(200, 400, 406),
                ["Accept", "Accept-Language", "Accept-Charset"].flatMap { name in
                    [
                        "/", "*", "*/", "/*", "a/b/c", ";q=1", "application/json;q=x", ",,,", "\"",
                        "application/json;q=1;q=0", "é/é", "*/json", "application/ json", "(",
                        String(repeating: "a/b,", count: 2000),
                    ].map { Input(get("\(name): \($0)")) }
                }),
        ]

        private static func ranged(_ range: String) -> Input {
            Input(get("Range: \(range)"))
        }

        static let range: [Row] = [
            Row(
                "A range of bytes may be ignored", "9110 14.2", .must, .document,
                [
                    "bytes=0-4", "bytes=-5", "bytes=3-999999999999999999999999", "bytes=99999999-", "bytes=0-",
                    "BYTES=0-4", "bytes=0-0,-1", "bytes=5-4",
                ].map(ranged)),
            Row(
                "A unit that is not known is ignored", "9110 14.2", .must, .document,
                ["items=0-4", "x=", "seconds=1-2", "none=0-1"].map(ranged)),
            Row(
                "A range that is broken is ignored", "9110 14.2", .must, .document,
                [
                    "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes 0-4", "bytes=0-4-5", "bytes=--5",
                    "bytes=0x0-4", "=0-4", "bytes=,", "bytes=18446744073709551616-",
                ].map(ranged)),
            Row(
                "Ranges do not multiply an answer", "9110 14.2", .security, .document,
                [Input("1,000 ranges", get("Range: bytes=" + String(repeating: "0-,", count: 1000) + "0-"))]),
            Row(
                "A range on HEAD is ignored", "9110 14.2", .must, .inStep([.headOfDocument]),
                [Input(head("Range: bytes=0-4"))]),
            Row(
                "If-Range leaves the document whole", "9110 13.1.5", .must, .document,
                [
                    Input("the tag") { get("Range: bytes=0-4", "If-Range: \($0.tag)") },
                    Input("a weak tag") { get("Range: bytes=0-4", "If-Range: W/\($0.tag)") },
                    Input("another") { _ in get("Range: bytes=0-4", "If-Range: \"x\"") },
                    Input("the date") { get("Range: bytes=0-4", "If-Range: \($0.lastModified)") },
                    Input("alone") { get("If-Range: \($0.tag)") },
                ]),
        ]

        static let form: [Row] = [
            Row(
                "An answer is the same each time", "9110 15.3.1", .must,
                .inStep(Array(repeating: .document, count: 50)),
                [Input("50 requests", String(repeating: get(), count: 50))]),
            Row(
                "The document says that it is JSON", "8259 11", .should,
                .inStep([
                    .meeting { response, _ in
                        response["content-type"] == "application/json"
                            || response["content-type"]?.contains("+json") == true
                            || response["content-type"]?.hasPrefix("application/json;") == true
                            ? nil : "\(response.fields)"
                    }
                ]),
                [Input(get())]),
            Row(
                "HTTP/1.0 is answered in HTTP/1.1", "9110 2.5", .should, .closing([.document]),
                [Input("GET \(Site.target) HTTP/1.0\r\n\r\n")]),
        ]

        @Test func `the date moves on`() throws {
            let site = try Site.running()
            func date() throws -> Int {
                let client = try #require(RawClient(port: site.port))
                client.send(get())
                return try #require(client.response()?["date"].flatMap(Lint.fixdate))
            }
            let first = try date()
            usleep(2_200_000)
            let second = try date()
            #expect((2...4).contains(second - first))
        }
    }
}
