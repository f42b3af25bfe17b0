import TestSupport
import Testing

extension Conformance {
    @Suite struct Backpressure {
        @Test(arguments: rows) func `answers that come late, or are taken late, keep their place`(row: Row) throws {
            try row.run()
        }

        private static let large = Answer.meeting { response, _ in
            response.status == 200 && response.body == Site.largeBody
                ? nil : "not the large document: \(response.status)"
        }

        private static let largeCompressed = Answer.meeting { response, _ in
            guard response.status == 200, response["content-encoding"] == "gzip" else { return "not in gzip" }
            return Gunzip.whole(response.body) == Site.largeBody ? nil : "not the large document in gzip"
        }

        /// Compressed anew for each number, since no two have the same target.
        private static func deferred(_ number: Int) -> String {
            get("Accept-Encoding: gzip", target: "\(Site.largeTarget)?utm_a=\(number)")
        }

        /// More than the buffers of a connection hold.
        private static let flood = String(repeating: get(target: Site.largeTarget), count: 16)
        private static let floodAnswers = Array(repeating: large, count: 16)
        private static let hidden = "GET /v1/problems HTTP/1.1\r\nHost: hidden\r\n\r\n"

        /// A client that reads nothing until it has sent all.
        private static func slow(_ name: String, _ first: String, then rest: String = "") -> Input {
            Input(
                name,
                [
                    .narrow, .send(Array(first.utf8)), .pause(microseconds: 200_000), .send(Array(rest.utf8)),
                    .pause(microseconds: 10_000),
                ])
        }

        static let rows: [Row] = [
            Row(
                "An answer that is made elsewhere comes, alone or in a pipeline", "9112 9.3.2", .must,
                .inStep([largeCompressed]), [Input("alone", deferred(1))]),
            Row(
                "An answer that is made elsewhere keeps its place", "9112 9.3.2", .must,
                .inStep([.document, largeCompressed, .headOfDocument, largeCompressed, .document]),
                [Input("among others", get() + deferred(2) + head() + deferred(3) + get())]),
            Row(
                "A client that reads late gets all", "9112 9.3.2", .must, .inStep(floodAnswers + [.document]),
                [slow("late", flood + get()), slow("late, in two pieces", flood, then: get())]),
            Row(
                "A client that reads late gets what was made elsewhere meanwhile", "9112 9.3.2", .must,
                .inStep(floodAnswers + [largeCompressed, .document]),
                [
                    slow("late", flood + deferred(4) + get()),
                    slow("late, in two pieces", flood + deferred(5), then: get()),
                ]),
            Row(
                "A body that comes while the client reads late is never served", "9112 6.3", .must,
                .inStep(
                    Array(repeating: Array(repeating: .status([200]), count: 10) + [.status([405])], count: 100)
                        .flatMap(\.self)),
                ["Content-Length", "Transfer-Encoding"].map {
                    late("bodies by \($0)", Array(repeating: smalls + post($0), count: 100))
                }),
            Row(
                "An answer that is made elsewhere keeps its place while the client reads late", "9112 9.3.2", .must,
                .inStep(
                    Array(repeating: Array(repeating: .status([200]), count: 10) + [largeCompressed], count: 100)
                        .flatMap(\.self)),
                [late("deferred", (0..<100).map { smalls + deferred(100 + $0) })]),
        ]

        /// Few enough for one batch of answers, which is then in the midst of the request behind them.
        private static let smalls = String(repeating: get(target: "/v1/frameworks/49-9064.00"), count: 10)

        /// A POST whose body is requests, as long as a server reads at once: the end of what it read is within it.
        private static func post(_ framing: String) -> String {
            let body = String(repeating: hidden, count: 1400)
            return framing == "Content-Length"
                ? request("POST", fields: "Content-Length: \(body.utf8.count)", body: body)
                : request(
                    "POST", fields: "Transfer-Encoding: chunked",
                    body: "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n")
        }

        /// A client that begins to read when the server cannot write any more.
        private static func late(_ name: String, _ pieces: [String]) -> Input {
            Input(
                name,
                [.narrow, .sendMeanwhile(Array(pieces.joined().utf8)), .pause(microseconds: 500_000)])
        }
    }
}
