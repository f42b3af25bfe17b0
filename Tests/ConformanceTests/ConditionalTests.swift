import TestSupport
import Testing

extension Conformance {
    @Suite struct `Conditional requests` {
        @Test(arguments: rows) func `a condition is evaluated by the letter against what would be sent`(row: Row) throws
        {
            try row.run()
        }

        @Test func `the document has a strong tag for each coding, and a date`() throws {
            let document = try Site.running().document
            let tags = [document.tag, document.compressedTag]
            for tag in tags {
                #expect(tag.utf8.count > 2 && tag.first == "\"" && tag.last == "\"")
                #expect(tag.utf8.dropFirst().dropLast().allSatisfy { $0 == 0x21 || (0x23...0x7e).contains($0) })
            }
            #expect(Set(tags).count == 2)
            #expect(document.lastModified == modified)
            #expect(document.compressed["last-modified"] == modified)
        }

        /// The moment of the export in the three forms of RFC 9110 section 5.6.7.
        private let modified = "Tue, 04 Mar 2025 05:06:07 GMT"
        private static let sameMoment = [
            "Tue, 04 Mar 2025 05:06:07 GMT", "Tuesday, 04-Mar-25 05:06:07 GMT", "Tue Mar  4 05:06:07 2025",
        ]
        private static let earlier = [
            "Tue, 04 Mar 2025 05:06:06 GMT", "Tuesday, 04-Mar-25 05:06:06 GMT", "Tue Mar  4 05:06:06 2025",
            "Thu, 01 Jan 1970 00:00:00 GMT",
        ]
        private static let later = [
            "Tue, 04 Mar 2025 05:06:08 GMT", "Tuesday, 04-Mar-25 05:06:08 GMT", "Tue Mar  4 05:06:08 2025",
            "Thu, 01 Jan 2099 00:00:00 GMT",
        ]
        private static let noDates = [
            "", "0", "-1", "now", "Tue, 04 Mar 2025", "Tue, 4 Mar 2025 05:06:07 GMT", "Tue, 04 Mar 2025 05:06:07",
            "Tue, 04 Mar 2025 05:06:07 UTC", "Tue, 04 Mar 2025 05:06:07 +0000",
            "Tue, 31 Feb 2025 05:06:07 GMT", "Tue, 04 Mar 2025 24:06:07 GMT", "Tue, 04 Mar 2025 05:60:07 GMT",
            "2025-03-04T05:06:07Z", "1741064767", "Tue, 04 Xxx 2025 05:06:07 GMT", "Tue,04 Mar 2025 05:06:07 GMT",
        ]

        /// A GET with one field, made from the validators of the document.
        private static func with(_ name: String, _ value: @escaping @Sendable (Document) -> String) -> Input {
            Input("\(name) from the document") { get("\(name): \(value($0))") }
        }

        private static func both(_ first: @escaping @Sendable (Document) -> String, _ second: String) -> Input {
            Input("a field from the document, \(second)") { get(first($0), second) }
        }

        private static let gzip = "Accept-Encoding: gzip"

        static let rows: [Row] = [
            Row(
                "If-None-Match with the tag is 304", "9110 13.1.2", .must, .inStep([.notModified]),
                [
                    with("If-None-Match") { $0.tag }, with("if-none-match") { "  \($0.tag)\t" },
                    with("If-None-Match") { _ in "*" },
                    with("If-None-Match") { "\"x\", \($0.tag)" }, with("If-None-Match") { "\($0.tag), \"x\"" },
                    with("If-None-Match") { "\"x\",\($0.tag),\"y\"" },
                    with("If-None-Match") { ", ,\($0.tag),," },
                    with("If-None-Match") { "\"x\"\r\nIf-None-Match: \($0.tag)" },
                    with("If-None-Match") { "\($0.tag)\r\nIf-None-Match: \"x\"" },
                    with("If-None-Match") { String(repeating: "\"no\", ", count: 1000) + $0.tag },
                ]),
            Row(
                "If-None-Match compares weakly", "9110 13.1.2", .must, .inStep([.notModified]),
                [with("If-None-Match") { "W/\($0.tag)" }, with("If-None-Match") { "W/\"x\", W/\($0.tag)" }]),
            Row(
                "A comma in a tag does not divide a list", "9110 8.8.3", .must, .inStep([.notModified]),
                [
                    with("If-None-Match") { "\"a,b\", \($0.tag)" },
                    with("If-None-Match") { "\"a,\", W/\",\", \($0.tag)" },
                    with("If-None-Match") { "\"\\\", \($0.tag)" }, with("If-None-Match") { "\"é\", \($0.tag)" },
                ]),
            Row(
                "If-None-Match with another tag is 200", "9110 13.1.2", .must, .document,
                [
                    with("If-None-Match") { _ in "\"x\"" }, with("If-None-Match") { _ in "W/\"x\"" },
                    with("If-None-Match") { "\"x\($0.tag.dropFirst())" },
                    with("If-None-Match") { "\($0.tag.dropLast())x\"" },
                    with("If-None-Match") { "\($0.tag.lowercased()) ".uppercased() },
                    with("If-None-Match") { $0.compressedTag }, with("If-None-Match") { _ in "\"\"" },
                    with("If-None-Match") { "\"a\($0.tag.dropFirst().dropLast()),\"" },
                ]),
            Row(
                "If-None-Match that is no list of tags matches nothing", "9110 13.1.2", .robust, .document,
                [
                    with("If-None-Match") { _ in "" }, with("If-None-Match") { _ in "x" },
                    with("If-None-Match") { _ in "\"" }, with("If-None-Match") { _ in "W/" },
                    with("If-None-Match") { "w/\($0.tag)" },
                    with("If-None-Match") { "'\($0.tag.dropFirst().dropLast())'" },
                    with("If-None-Match") { String($0.tag.dropFirst().dropLast()) },
                    with("If-None-Match") { String($0.tag.dropLast()) },
                    with("If-None-Match") { _ in "**" }, with("If-None-Match") { "W/ \($0.tag)" },
                    with("If-None-Match") { _ in ",,," },
                ]),
            Row(
                "If-None-Match beats If-Modified-Since", "9110 13.1.3", .must, .document,
                (sameMoment + later).map { Input(get("If-None-Match: \"x\"", "If-Modified-Since: \($0)")) }),
            Row(
                "A match beats an older date", "9110 13.2.2", .must, .inStep([.notModified]),
                (earlier + noDates).map { date in both({ "If-None-Match: \($0.tag)" }, "If-Modified-Since: \(date)") }),
            Row(
                "If-Modified-Since with the date, or a later one, is 304", "9110 13.1.3", .should,
                .inStep([.notModified]),
                (sameMoment + later).map { Input(get("If-Modified-Since: \($0)")) }),
            Row(
                "If-Modified-Since with an older date is 200", "9110 13.1.3", .must, .document,
                earlier.map { Input(get("If-Modified-Since: \($0)")) }),
            Row(
                "What is no date is ignored", "9110 13.1.3", .must, .document,
                noDates.flatMap { [Input(get("If-Modified-Since: \($0)")), Input(get("If-Unmodified-Since: \($0)"))] }
                    + [
                        Input(get("If-Modified-Since: \(later[0])", "If-Modified-Since: \(later[0])")),
                        Input(get("If-Unmodified-Since: \(earlier[0]), \(earlier[0])")),
                    ]),
            Row(
                "If-Match with the tag is 200", "9110 13.1.1", .must, .document,
                [
                    with("If-Match") { $0.tag }, with("If-Match") { "\"x\", \($0.tag)" }, with("If-Match") { _ in "*" },
                    with("If-Match") { "W/\"x\", \"y\"\r\nIf-Match: \($0.tag)" },
                ]),
            Row(
                "If-Match with another tag, or a weak one, is 412", "9110 13.1.1", .must, .status(412),
                [
                    with("If-Match") { _ in "\"x\"" }, with("If-Match") { "W/\($0.tag)" },
                    with("If-Match") { "W/\($0.tag), \"x\"" }, with("If-Match") { $0.compressedTag },
                    with("If-Match") { _ in "" }, with("If-Match") { _ in "x" },
                ]),
            Row(
                "If-Unmodified-Since with an older date is 412", "9110 13.1.4", .must, .status(412),
                earlier.map { Input(get("If-Unmodified-Since: \($0)")) }),
            Row(
                "If-Unmodified-Since with the date, or a later one, is 200", "9110 13.1.4", .must, .document,
                (sameMoment + later).map { Input(get("If-Unmodified-Since: \($0)")) }),
            Row(
                "A true If-Match beats If-Unmodified-Since", "9110 13.2.2", .must, .document,
                earlier.map { date in both({ "If-Match: \($0.tag)" }, "If-Unmodified-Since: \(date)") }),
            Row(
                "If-Match is evaluated before If-None-Match", "9110 13.2.2", .must, .status(412),
                [both({ "If-None-Match: \($0.tag)" }, "If-Match: \"x\"")]),
            Row(
                "If-None-Match is evaluated behind a true If-Match", "9110 13.2.2", .must, .inStep([.notModified]),
                [both({ "If-None-Match: \($0.tag)" }, "If-Match: *")]),
            Row(
                "HEAD is conditional as GET is", "9110 13.1.2", .must, .inStep([.notModified, .headStatus([412])]),
                [Input("HEAD") { head("If-None-Match: \($0.tag)") + head("If-Match: \"x\"") }]),
            Row(
                "A 304 has no body, and the next answer follows", "9110 15.4.5", .must,
                .inStep([.notModified, .document, .notModified, .document]),
                [Input("mixed") { get("If-None-Match: \($0.tag)") + get() + get("If-None-Match: *") + get() }]),
            Row(
                "Each coding is revalidated by its own tag", "9110 13.1.2", .must, .inStep([.notModified]),
                [
                    Input("gzip") { get(gzip, "If-None-Match: \($0.compressedTag)") },
                    Input("any") { _ in get(gzip, "If-None-Match: *") },
                ]),
            Row(
                "The tag of one coding is not that of another", "9110 8.8.3.3", .must,
                .inStep([.compressedDocument, .document, .status([412]), .status([412])]),
                [
                    Input("crossed") {
                        get(gzip, "If-None-Match: \($0.tag)") + get("If-None-Match: \($0.compressedTag)")
                            + get(gzip, "If-Match: \($0.tag)") + get("If-Match: \($0.compressedTag)")
                    }
                ]),
            Row(
                "Conditions are ignored where the answer is an error", "9110 13.2.1", .must,
                .inStep([.status([404]), .status([404]), .status([405]), .status([400])]),
                [
                    "If-None-Match: *", "If-Match: \"x\"", "If-Modified-Since: \(later[0])",
                    "If-Unmodified-Since: \(earlier[0])", "If-Match: *",
                ].map {
                    Input(
                        get($0, target: "/none") + get($0, target: "/v1/frameworks/11-1111.11")
                            + request("POST", fields: $0) + get($0, target: "/v1?a=b"))
                }),
        ]
    }
}
