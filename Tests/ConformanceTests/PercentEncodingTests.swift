import TestSupport
import Testing

extension Conformance {
    @Suite struct `Percent-encoding` {
        @Test(arguments: rows) func `a path is decoded once, segment by segment, and leads nowhere else`(row: Row)
            throws
        {
            try row.run()
        }

        private static func escaped(_ text: String, _ isEscaped: (Int) -> Bool, upper: Bool = true) -> String {
            text.utf8.enumerated().map { index, byte in
                guard byte != UInt8(ascii: "/"), isEscaped(index) else { return String(UnicodeScalar(byte)) }
                let digits = String(byte, radix: 16, uppercase: upper)
                return "%\(digits)"
            }.joined()
        }

        private static let up = [
            "..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "..\\", "...", "....", "%2e%2e%2f..", "..%5c", "..%00",
        ]
        .filter { $0 != "..%00" }

        static let rows: [Row] = [
            Row(
                "An escaped unreserved character is the same resource", "3986 6.2.2.2", .should, .document,
                [
                    Input(get(target: escaped(Site.target) { _ in true })),
                    Input(get(target: escaped(Site.target, { _ in true }, upper: false))),
                ]
                    + (1..<Site.target.utf8.count).map { place in
                        Input(get(target: escaped(Site.target) { $0 == place }))
                    }),
            Row(
                "A broken escape, a NUL or broken UTF-8 is refused", "3986 2.1", .security, .status(400),
                [
                    "%", "%4", "%zz", "%4g", "%g4", "%%", "%%41", "%00", "%00.html", "%u0041", "%-1", "%+1", "% 41",
                    "%c0%ae", "%ff", "%80", "%ed%a0%80", "%f5%80%80%80",
                    "%e2%82", "a%", "%0x41",
                ].filter { !$0.contains(" ") }.flatMap {
                    [
                        Input(get(target: Site.target + $0)), Input(get(target: "/" + $0 + "/v1")),
                        Input(get(target: "/v1?utm_a=" + $0)),
                    ]
                }),
            Row(
                "An escaped slash stays in its segment", "3986 2.2", .should, .status(404),
                ["/v1%2fframeworks", "/v1/frameworks/49-9064.00%2Fsource", "%2fv1"].map {
                    Input(get(target: $0.hasPrefix("/") ? $0 : "/" + $0))
                }),
            Row(
                "No path leads out of the catalog", "9110 17.3", .security, .status(404),
                up.flatMap { step in
                    [1, 6].flatMap { count in
                        let steps = String(repeating: "/" + step, count: count)
                        return [
                            "\(steps)/etc/passwd", "/v1\(steps)/etc/passwd", "\(steps)%2fetc%2fpasswd",
                            "/v1/frameworks\(steps)/v1",
                        ]
                    }
                }.map { Input(get(target: $0)) }
                    + [
                        "//etc/passwd", "/./.././../etc/passwd", "/..\\..\\etc\\passwd", "/%5c..%5c..%5cetc%5cpasswd",
                        "/etc/passwd", "/v1//frameworks", "/.git/config", "/proc/self/environ",
                    ]
                    .map { Input(get(target: $0)) }),
            Row(
                "A path of many dot segments is answered", "3986 5.2.4", .robust, .status(404),
                [Input("1,600 times /a/..", get(target: String(repeating: "/a/..", count: 1600)))]),
            Row(
                "A path of more is too long", "3986 5.2.4", .robust, .exactly(414),
                [Input("2,000 times /a/..", get(target: String(repeating: "/a/..", count: 2000)))]),
            Row(
                "A query that means nothing changes nothing", "9110 4.2", .robust, .document,
                ["?", "?utm_source=a", "?utm_a=%20%C3%A9", "?utm_a=+", "?utm_a", "?&", "?utm_a=1&utm_b=2"].map {
                    Input(get(target: Site.target + $0))
                }),
            Row(
                "A query that is not known is refused", "9110 4.2", .robust, .status(400),
                ["?a", "?a=b", "?=b", "?utm=b", "?limit=1&x", "?%61"].map { Input(get(target: Site.target + $0)) }),
        ]
    }
}
