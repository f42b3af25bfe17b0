import JSON
import Testing

struct ValueTests {
    static func root(_ text: String) throws -> Value {
        try Document(parsing: Array(text.utf8)).root
    }

    @Test func `a document keeps the order of members and the bytes of values`() throws {
        let text = #" { "z" : [ 1 , true,false , null ] , "a" : { "b" : "c" } } "#
        let root = try Self.root(text)
        #expect(root.kind == .object)
        #expect(root.members.map(\.name.string) == ["z", "a"])
        #expect(root.members.map(\.nameOffset) == [3, 37])
        #expect(root.members.map(\.value.verbatim.string) == ["[ 1 , true,false , null ]", #"{ "b" : "c" }"#])
        #expect(root.range == 1..<58)
        let elements = try #require(root["z"]).elements
        #expect(elements.map(\.kind) == [.number, .true, .false, .null])
        #expect(elements.map(\.bool) == [nil, true, false, nil])
        #expect(root["a"]?["b"]?.text?.string == "c")
        #expect(root["a"]?["b"]?.range == 51..<54)
    }

    @Test func `what a value is not, is nil or empty`() throws {
        let root = try Self.root(#"["1"]"#)
        let string = try #require(root.elements.first { _ in true })
        #expect(root.text == nil)
        #expect(root["1"] == nil)
        #expect(root.members.isEmpty)
        #expect(string.elements.isEmpty)
        #expect(string.integer == nil)
        #expect(string.numberLiteral == nil)
        #expect(string.bool == nil)
        #expect(try Self.root("{}").members.isEmpty)
        #expect(try Self.root("[]").elements.isEmpty)
    }

    @Test func `a name that repeats gives the first value`() throws {
        let root = try Self.root(#"{"b":0,"\u0061":1,"a":2}"#)
        #expect(root["a"]?.integer == 1)
        #expect(root["c"] == nil)
        #expect(root[""] == nil)
    }

    @Test(arguments: [
        (#""""#, ""),
        (#""a — é 📚""#, "a — é 📚"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0000\u001f\u00E9\u2014""#, "\u{0}\u{1F}é—"),
        (#""x\ud83d\udcday""#, "x📚y"),
        (#""\uD83D\uDCDA\uFFFF\uffff""#, "📚\u{FFFF}\u{FFFF}"),
        (#""\\u0041""#, #"\u0041"#),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
    ])
    func `a string is decoded`(text: String, expected: String) throws {
        // Scalars are compared: == of String would take canonically equivalent texts for equal.
        let decoded = try #require(Self.root(text).text)
        #expect(Array(decoded.utf8) == Array(expected.utf8))
        #expect(try Self.root("{\(text):1}").members.map { Array($0.name.utf8) } == [Array(expected.utf8)])
    }

    @Test func `a string without escapes is a slice of the source`() throws {
        let text = try #require(Self.root(#"["ab"]"#).elements.first { _ in true }?.text)
        #expect(text.range == 2..<4)
        #expect(text.bytes.count == 6)
    }

    @Test(
        arguments: [
            ("2", 2), ("-2", -2), ("0", 0), ("-0", 0), ("2.0", 2), ("2e0", 2), ("2E+0", 2), ("20e-1", 2), ("0.2e1", 2),
            ("2.50e2", 250), ("-1.5e1", -15), ("0.000e-5", 0), ("0e999999999999999999999", 0), ("1000e-3", 1),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("18446744073709551616", nil), ("922337203685477580.70e1", .max),
            ("9223372036854775807000e-3", .max), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
            ("2.5", nil), ("1e400", nil), ("-1e400", nil), ("1e-1", nil), ("1e-400", nil), ("25e-1", nil),
            ("1e99999999999999999999", nil), ("1e-99999999999999999999", nil),
            ("1" + String(repeating: "0", count: 400) + "e-400", 1),
            ("0." + String(repeating: "0", count: 400) + "1e401", 1),
        ] as [(String, Int?)])
    func `a number is an integer however it is written`(text: String, expected: Int?) throws {
        let root = try Self.root(text)
        #expect(root.integer == expected)
        #expect(root.numberLiteral?.string == text)
    }

    @Test func `the pointer of every value leads to it`() throws {
        let root = try Self.root(#"{"a":[[],{"x/y":{"~":[1,[2]]}},3],"":{"":4}}"#)
        var pointers: [String] = []
        func walk(_ value: Value) {
            pointers.append(value.pointer)
            value.members.forEach { walk($0.value) }
            value.elements.forEach(walk)
        }
        walk(root)
        #expect(
            pointers == [
                "", "/a", "/a/0", "/a/1", "/a/1/x~1y", "/a/1/x~1y/~0", "/a/1/x~1y/~0/0", "/a/1/x~1y/~0/1",
                "/a/1/x~1y/~0/1/0", "/a/2", "/", "//",
            ])
    }

    @Test func `a byte order mark is passed over and flagged`() throws {
        let document = try Document(parsing: Array("\u{FEFF}{\"a\":1}".utf8))
        #expect(document.hasByteOrderMark)
        #expect(document.root.range == 3..<10)
        #expect(document.source.count == 10)
        #expect(try !Document(parsing: Array("{}".utf8)).hasByteOrderMark)
    }

    @Test func `a pointer escapes names`() {
        #expect(Pointer.escape("a~/b~1") == "a~0~1b~01")
        #expect(Pointer().appending("x").appending(0).appending("").string == "/x/0/")
    }

    @Test func `texts are equal by their bytes wherever they stand`() {
        let source = Array("xabyab".utf8)
        let text = Text(source, in: 1..<3)
        #expect(text == Text(source, in: 4..<6))
        #expect(text == Text("ab"))
        #expect(text != Text("ac"))
        #expect(text != Text("a"))
        #expect(Text("") == Text(source, in: 2..<2))
        #expect(Set([text, Text("ab"), Text("é"), Text("e\u{301}")]).count == 3)
    }
}
