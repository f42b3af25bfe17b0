import HTTP
import Testing

@Suite struct `Field section` {
    private typealias Field = ParsedHead.Field

    private static let accepted: [(lines: String, fields: [ParsedHead.Field])] = [
        ("", []),
        ("A:b\r\n", [Field(name: "A", value: "b")]),
        ("A: b\r\n", [Field(name: "A", value: "b")]),
        ("A:\t b \t \r\n", [Field(name: "A", value: "b")]),
        ("A:\r\n", [Field(name: "A", value: "")]),
        ("A: \t \r\n", [Field(name: "A", value: "")]),
        ("A: b c\td\r\n", [Field(name: "A", value: "b c\td")]),
        ("A::\r\n", [Field(name: "A", value: ":")]),
        ("A: b: c\r\nB: d\r\n", [Field(name: "A", value: "b: c"), Field(name: "B", value: "d")]),
        ("A: 1\r\nA: 2\r\n", [Field(name: "A", value: "1"), Field(name: "A", value: "2")]),
        ("A: \u{80}\u{a0}\u{ff}\r\n", [Field(name: "A", value: "\u{80}\u{a0}\u{ff}")]),
        ("!#$%&'*+-.^_`|~09azAZ: x\r\n", [Field(name: "!#$%&'*+-.^_`|~09azAZ", value: "x")]),
    ]

    @Test(arguments: accepted)
    func `name and value of each line are read, without the white space around the value`(
        lines: String, fields: [ParsedHead.Field]
    ) throws {
        let head = try #require(ParsedHead(request(lines)))
        #expect(head.fields == [Field(name: "Host", value: "a")] + fields)
    }

    private static let refused: [(String, HeadParser.Failure)] = [
        ("A : b\r\n", .fieldName), ("A\t: b\r\n", .fieldName), ("Transfer-Encoding : chunked\r\n", .fieldName),
        ("A b\r\n", .fieldName), ("Ab\r\n", .fieldName), (": b\r\n", .fieldName), (":\r\n", .fieldName),
        ("A(: b\r\n", .fieldName), ("A\0: b\r\n", .fieldName), ("A\u{e9}: b\r\n", .fieldName),
        ("A b: c\r\n", .fieldName), ("A\u{7f}: b\r\n", .fieldName), ("A[]: b\r\n", .fieldName),
        ("A\"B\": b\r\n", .fieldName), ("A,B: b\r\n", .fieldName), ("A/B: b\r\n", .fieldName),
        ("Transfer-\r\nEncoding: chunked\r\n", .fieldName), ("A\r: b\r\n", .fieldName), ("A\n", .lineEnd),
        (" b: c\r\n", .obsoleteFold), ("\tb: c\r\n", .obsoleteFold), ("A: b\r\n c\r\n", .obsoleteFold),
        ("A: b\r\n\tc\r\n", .obsoleteFold), ("A: b\r\n \r\n", .obsoleteFold),
        ("A: b\nB: c\r\n", .lineEnd), ("A: b\rB: c\r\n", .lineEnd), ("A: b\r\r\n", .lineEnd), ("A: b\n\n", .lineEnd),
        ("\n", .lineEnd), ("\rA: b\r\n", .lineEnd), ("A:\n", .lineEnd),
        ("A: \0\r\n", .fieldValue), ("A: b\u{1}\r\n", .fieldValue), ("A: b\u{b}\r\n", .fieldValue),
        ("A: b\u{c}c\r\n", .fieldValue), ("A: \u{1f}\r\n", .fieldValue), ("A: \u{7f}\r\n", .fieldValue),
    ]

    @Test(arguments: refused)
    func `a line that breaks the grammar is refused`(lines: String, failure: HeadParser.Failure) {
        #expect(Verdict(bytes(request(lines))) == .failed(failure))
        #expect(Verdict(bytes("GET / HTTP/1.1\r\n\(lines)Host: a\r\n\r\n")) == .failed(failure))
    }

    @Test func `the lines of a field are joined in order, by its name in any case`() throws {
        let parsed = try #require(ParsedHead(request("A: 1\r\nB: x\r\na: 2, 3\r\nAA: y\r\nA:\r\n")))
        #expect(parsed.value(of: "a") == "1, 2, 3, ")
        #expect(parsed.value(of: "host") == "a")
        #expect(parsed.value(of: "c") == nil)
    }

    @Test(arguments: [
        ("caf\u{c3}\u{a9}", "café"), ("caf\u{e9}", "caf\u{e9}"), ("\u{ff}\u{c3}\u{a9}", "\u{ff}\u{c3}\u{a9}"),
    ])
    func `a value is UTF-8 where it can be, else one character a byte`(value: String, read: String) throws {
        let parsed = try #require(ParsedHead(request("A: \(value)\r\n")))
        #expect(parsed.value(of: "a") == read)
    }

    @Test func `the first line of the indexed fields is noted, and which were repeated`() throws {
        let names: [(String, RequestHead.FieldSet, KeyPath<RequestHead, ByteRange>)] = [
            ("Accept", .accept, \.accept), ("aCCept-encodinG", .acceptEncoding, \.acceptEncoding),
            ("If-Match", .ifMatch, \.ifMatch), ("if-none-match", .ifNoneMatch, \.ifNoneMatch),
            ("IF-MODIFIED-SINCE", .ifModifiedSince, \.ifModifiedSince),
            ("If-Unmodified-Since", .ifUnmodifiedSince, \.ifUnmodifiedSince),
            ("X-Request-ID", .requestID, \.requestID),
        ]
        for (name, field, range) in names {
            let once = bytes(request("\(name): first\r\n"))
            let head = try #require(ParsedHead(once)).head
            #expect(head.present.contains(field) && !head.repeated.contains(field))
            #expect(text(once[head[keyPath: range].range]) == "first")

            let twice = bytes(request("\(name): first\r\n\(name): second\r\n"))
            let repeated = try #require(ParsedHead(twice)).head
            #expect(repeated.present.contains(field) && repeated.repeated.contains(field))
            #expect(text(twice[repeated[keyPath: range].range]) == "first")

            let other = try #require(ParsedHead(request("\(name)s: x\r\nX\(name.dropFirst()): x\r\n"))).head
            if name.first != "X" { #expect(!other.present.contains(field), "\(name) is not the whole name") }
        }
    }
}
