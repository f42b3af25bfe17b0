import HTTP
import TestSupport
import Testing

@Suite struct `Accept` {
    private static let types: [MediaType] = [.json, .csv, .ndjson]

    private static let cases: [(accept: String?, chosen: MediaType?)] = [
        (nil, .json), ("", .json), (" , ,", .json), ("*/*", .json), ("application/json", .json), ("text/csv", .csv),
        ("TEXT/Csv", .csv), ("application/x-ndjson", .ndjson), ("text/*", .csv), ("application/*", .json),
        // The quality decides, then the order of the types and not that of the field.
        ("text/csv, application/json", .json), ("application/x-ndjson, text/csv", .csv),
        ("application/json;q=0.5, text/csv", .csv), ("application/json;q=0.5, text/csv;q=0.501", .csv),
        ("application/json;q=0.5, text/csv;q=0.5", .json), ("text/csv;q=0.001", .csv), ("*/*;q=0.001", .json),
        // The most specific range gives a type its quality, wherever it stands (RFC 9110 section 12.5.1).
        ("*/*, application/json;q=0.1", .csv), ("application/json;q=0.1, */*", .csv),
        ("application/*;q=0.2, text/*;q=0.3, */*", .csv), ("application/*, application/json;q=0", .ndjson),
        ("application/json;q=0, application/*", .ndjson),
        ("text/csv;q=0.9, text/*;q=0.1, application/json;q=0.5", .csv),
        ("*/*;q=0.1, text/*;q=0, application/json;q=0", .ndjson), ("*/*;q=0, text/csv", .csv),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", .json),
        // Nothing is acceptable.
        ("text/html", nil), ("image/*", nil), ("application/json;q=0", nil), ("*/*;q=0", nil), ("*/*;q=0.000", nil),
        ("application/*;q=0, text/*;q=0", nil), ("application/jso", nil), ("application/jsonx", nil),
        ("text/csvx", nil),
        ("xapplication/json", nil), ("text/json", nil), ("application/csv", nil), ("*/json", nil),
        // Parameters other than the weight do not matter, also with semicolons and commas in their strings.
        ("application/json;charset=utf-8", .json), ("text/csv; header=present; q=0.4", .csv),
        ("application/json;a=\";q=0,text/csv;q=0.9\";q=0.3, text/csv;q=0.2", .json),
        ("application/json;a=\"\\\",\";q=0.1, text/csv;q=0.2", .csv), ("text/csv;q=1;a=b", .csv),
        ("text/csv\t;\tQ=0.5 , application/json ;q=0.4", .csv), ("text/csv;;q=0.5,application/json;q=0.4", .csv),
        // The better of two weights of one range.
        ("text/csv;q=0.2, application/json;q=0.3, text/csv;q=0.4", .csv),
        // What is malformed is passed over, and alone is as good as nothing.
        ("json", .json), ("csv, text/csv", .csv), ("text/csv;q=2", .json),
        ("text/csv;q=, application/x-ndjson", .ndjson),
        ("text/csv;q=1.001, application/json;q=0.1", .json), ("/csv, application/x-ndjson", .ndjson),
        ("text/, application/x-ndjson", .ndjson), ("/", .json), ("a b/c", .json), ("text /csv", .json),
        ("text/csv/x", .json), ("<a/b>", .json), ("a/b c, application/x-ndjson", .ndjson), ("\u{e9}/\u{e9}", .json),
        ("*", .json), ("\"text/csv\"", .json),
    ]

    @Test(arguments: cases)
    func `the best of JSON, CSV and NDJSON is chosen`(accept: String?, chosen: MediaType?) {
        #expect(
            Negotiation.type(accept: [accept].compactMap { $0 }, among: Self.types).map { Self.types[$0] } == chosen)
    }

    @Test(
        arguments: [
            (["text/csv;q=0.5", "application/json;q=0.4"], MediaType.csv), (["text/*", "text/csv;q=0"], nil),
            (["text/csv;q=0", "text/*"], nil), (["", "text/csv"], .csv), (["text/csv", "*/*;q=0.5"], .csv),
            (["junk", "also junk"], .json), ([], .json),
        ] as [([String], MediaType?)])
    func `several lines say what one list of them does`(lines: [String], chosen: MediaType?) {
        var preference = TypePreference(Self.types)
        for line in lines { preference.add(bytes(line).span.bytes, 0..<line.utf8.count) }
        #expect(preference.best.map { Self.types[$0] } == chosen)
        for accept in [lines, [lines.joined(separator: ", ")]] {
            #expect(Negotiation.type(accept: accept, among: Self.types).map { Self.types[$0] } == chosen)
        }
    }

    @Test func `there may be as many types as the limit, or none`() {
        let types = Array(repeating: MediaType.json, count: TypePreference.maximumTypes - 1) + [.csv]
        #expect(Negotiation.type(accept: ["text/csv"], among: types) == TypePreference.maximumTypes - 1)
        #expect(Negotiation.type(accept: [], among: []) == nil)
        #expect(Negotiation.type(accept: ["*/*"], among: []) == nil)
    }

    /// Well-formed lists of which it is known what they mean, written in the many ways that the grammar allows.
    @Test func `random lists choose as the rules say in words`() {
        let ranges = [
            "*/*", "application/*", "text/*", "application/json", "text/csv", "application/x-ndjson", "image/png",
        ]
        let names = ["application/json", "text/csv", "application/x-ndjson"]
        let spaces = ["", " ", "\t", " \t "]
        let extras = ["", ";a=b", "; a=\"x,y;q=0\"", ";a=\"\\\"\"", ";A", " ;\tcharset=utf-8"]
        var generator = SeededGenerator(seed: 1251)
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
        for _ in 0..<3_000 {
            var weights: [String: Int] = [:]
            var elements: [String] = []
            for range in ranges.shuffled(using: &generator).prefix(Int.random(in: 1...5, using: &generator)) {
                let weight = Int.random(in: 0...10, using: &generator)
                weights[range] = weight
                let text = weight == 10 ? pick(["", ";q=1", ";Q=1.0", ";q=1.000"]) : ";\(pick(spaces))q=0.\(weight)"
                let name = pick([range, range.uppercased()])
                elements.append(pick(spaces) + name + pick(extras) + pick(spaces) + text + pick(spaces))
                if Int.random(in: 0..<4, using: &generator) == 0 { elements.append(pick(spaces)) }
            }
            // The weight of the most specific range that has the type, else nothing.
            let qualities = names.map { name in
                weights[name] ?? weights[name.prefix { $0 != "/" } + "/*"] ?? weights["*/*"] ?? 0
            }
            let best = qualities.max() ?? 0
            let expected = best == 0 ? nil : qualities.firstIndex(of: best)
            let accept = elements.joined(separator: ",")
            #expect(Negotiation.type(accept: [accept], among: Self.types) == expected, "\(accept.debugDescription)")
        }
    }

    /// `( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`
    @Test func `a weight is what RFC 9110 section 12.4.2 allows, to a thousandth`() {
        for value in 0...1000 {
            let digits = "00\(value)".suffix(3)
            let weight = value == 1000 ? "1.000" : "0.\(digits)"
            for other in [value - 1, value, value + 1] where (0...999).contains(other) {
                let accept = "application/json;q=0.\("00\(other)".suffix(3)), text/csv;q=\(weight)"
                let chosen = Negotiation.type(accept: [accept], among: [.json, .csv])
                #expect(chosen == (max(value, other) == 0 ? nil : value > other ? 1 : 0), "\(accept)")
            }
        }
    }

    @Test(arguments: ["0", "0.", "0.0", "0.00", "0.000", "1", "1.", "1.0", "1.00", "1.000", "0.5", "0.25"])
    func `a good weight counts`(weight: String) {
        let isZero = weight.allSatisfy { "0.".contains($0) }
        #expect(Negotiation.type(accept: ["text/csv;q=\(weight)"], among: [.csv]) == (isZero ? nil : 0))
    }

    @Test(arguments: [
        "", ".", ".5", "00", "01", "0.0000", "0.1234", "1.0000", "1.001", "1.1", "1.9", "2", "9", "10", "-0", "-1",
        "+1", "0,5",
        "a", "0.a", "0.5a", "0x1", "1e0", "\"1\"", " 1", "0 .5", "0. 5", "NaN", "\u{b2}", "0.5\u{a0}", "0..5", "0.5.",
    ])
    func `an element with a malformed weight is passed over`(weight: String) {
        let accept = "text/csv;q=\(weight), application/x-ndjson;q=0.1"
        #expect(Negotiation.type(accept: [accept], among: Self.types) == 2)
    }
}

@Suite struct `Accept-Encoding` {
    private static let cases: [(String?, ContentCoding)] = [
        (nil, .identity), ("", .identity), (" ,, ", .identity), ("gzip", .gzip), ("GZip", .gzip), ("x-gzip", .gzip),
        ("gzip, deflate, br, zstd", .gzip), ("br", .identity), ("deflate", .identity), ("identity", .identity),
        ("gzipx", .identity), ("xgzip", .identity), ("gzi", .identity), ("gzip;q=0", .identity),
        ("GZIP;Q=0", .identity),
        ("gzip;q=0.000", .identity), ("gzip;q=0.001", .gzip), ("gzip;q=0.5", .gzip), ("gzip ; q=0.5", .gzip),
        ("*", .gzip), ("*;q=0", .identity), ("*;q=0.1", .gzip), ("gzip;q=0, *", .identity), ("*, gzip;q=0", .identity),
        ("gzip, *;q=0", .gzip), ("*;q=0, gzip", .gzip), ("gzip, gzip;q=0", .identity), ("gzip;q=0, gzip", .identity),
        ("br, *", .gzip), ("br;q=1, *;q=0", .identity),
        // Identity is acceptable too, and may be wanted more.
        ("identity, gzip", .gzip), ("identity, gzip;q=0.5", .identity), ("identity;q=0.5, gzip;q=0.5", .gzip),
        ("identity;q=0.4, gzip;q=0.5", .gzip), ("identity;q=0.5, *;q=0.4", .identity), ("identity;q=0, gzip", .gzip),
        ("gzip;q=0.5, *", .identity), ("*, gzip;q=0.5", .identity), ("gzip;q=0.5, *;q=0.5", .gzip),
        ("identity;q=0.2, gzip;q=0.3, *", .gzip), ("gzip;q=0.5, *;q=0", .gzip),
        // Nothing is acceptable: identity says more than 406.
        ("identity;q=0", .identity), ("identity;q=0, *;q=0", .identity), ("gzip;q=0, identity;q=0", .identity),
        // What is malformed is passed over.
        ("gzip;q=2", .identity), ("gzip;q=", .identity), ("gzip;q=a, *;q=0.1", .gzip), ("gzip deflate", .identity),
        ("\"gzip\"", .identity), (";q=1", .identity), ("=", .identity), ("gzip;;q=0", .identity),
        ("\u{e9}, gzip", .gzip),
    ]

    @Test(arguments: cases)
    func `the best coding is chosen`(acceptEncoding: String?, coding: ContentCoding) {
        #expect(Negotiation.coding(acceptEncoding: [acceptEncoding].compactMap { $0 }) == coding)
    }

    @Test(arguments: [
        (["gzip", "gzip;q=0"], ContentCoding.identity), (["gzip;q=0", "gzip"], .identity), (["*;q=0", "gzip"], .gzip),
        (["br", "gzip"], .gzip), (["gzip;q=0.5", "identity"], .identity), (["", ""], .identity), ([], .identity),
    ])
    func `several lines say what one list of them does`(lines: [String], coding: ContentCoding) {
        var preference = CodingPreference()
        for line in lines { preference.add(bytes(line).span.bytes, 0..<line.utf8.count) }
        #expect(preference.best == coding)
        #expect(Negotiation.coding(acceptEncoding: lines) == coding)
        #expect(Negotiation.coding(acceptEncoding: [lines.joined(separator: ",")]) == coding)
    }
}
