import JSON
import TestSupport
import Testing

struct IndenterTests {
    @Test(arguments: [
        ("1", "1"), ("-0.50E+2", "-0.50E+2"), (#""""#, #""""#), ("null", "null"), ("[]", "[]"), ("{}", "{}"),
        (" [ \t] ", "[]"), ("{\r\n}", "{}"), ("[[],{}]", "[\n  [],\n  {}\n]"), ("[[[]]]", "[\n  [\n    []\n  ]\n]"),
        (
            #"{"a":1,"b":[true,{"c":null}]}"#,
            "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    {\n      \"c\": null\n    }\n  ]\n}"
        ),
        (#"{ "a" : [ ] , "b" : { } }"#, "{\n  \"a\": [],\n  \"b\": {}\n}"),
        // What stands in strings is no token, and no white space.
        (#"["{[,:]} \" \\","\\\"",""]"#, "[\n  \"{[,:]} \\\" \\\\\",\n  \"\\\\\\\"\",\n  \"\"\n]"),
        (#"["\\"]"#, "[\n  \"\\\\\"\n]"), (#"{"é — 📚":"\u00e9\/"}"#, "{\n  \"é — 📚\": \"\\u00e9\\/\"\n}"),
    ])
    func `a member or element stands on a line, as deep as it is`(_ json: String, _ lines: String) {
        #expect(String(decoding: Indenter.indent(Array(json.utf8)), as: UTF8.self) == lines + "\n")
    }

    @Test(arguments: 0..<50)
    func `the same value is read of it, and no spelling of it shows`(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<20 {
            let model = Model.random(using: &random)
            var writer = Writer()
            model.write(to: &writer)
            let lines = Indenter.indent(writer.bytes)
            #expect(Model(try Document(parsing: lines).root) == model)
            #expect(Indenter.indent(lines) == lines)
            // Wherever it is cut.
            var indenter = Indenter()
            var pieces: [UInt8] = []
            var rest = writer.bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...9, using: &random))
                pieces += indenter.indent(piece: Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            #expect(pieces + Indenter.end == lines)
        }
    }
}
