import JSON
import Testing

struct WriterTests {
    static func written(_ write: (inout Writer) -> Void) -> String {
        var writer = Writer()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `commas stand between values only`() {
        let text = Self.written { writer in
            writer.object { writer in
                writer.name("empty")
                writer.array { _ in }
                writer.name("list")
                writer.array { writer in
                    writer.integer(1)
                    writer.object { _ in }
                    writer.array { $0.null() }
                    writer.bool(true)
                    writer.string("x")
                    writer.verbatim("[ 1 ]".utf8)
                    writer.verbatim(Text("2e0"))
                }
                writer.name(Text("naïve\n"))
                writer.bool(false)
            }
        }
        #expect(text == #"{"empty":[],"list":[1,{},[null],true,"x",[ 1 ],2e0],"naïve\n":false}"#)
    }

    @Test func `a member without a value is absent`() {
        let text = Self.written { writer in
            writer.object { writer in
                writer.member("a", nil as String?)
                writer.member("b", "x")
                writer.member("c", nil as Int?)
                writer.member("d", 4)
                writer.member("e", nil as Bool?)
                writer.member("f", true)
                writer.member("g", nil as Text?)
                writer.member("h", Text("y"))
            }
        }
        #expect(text == #"{"b":"x","d":4,"f":true,"h":"y"}"#)
    }

    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        ("\"\\/", #""\"\\/""#),
        ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
        ("\u{0}\u{1}\u{B}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u000b\\u001f\u{7F}\""),
        ("é — 📚\u{2028}", "\"é — 📚\u{2028}\""),
        ("1234567\"", #""1234567\"""#),
        ("12345678\"9", #""12345678\"9""#),
        ("\n23456789\n", #""\n23456789\n""#),
    ])
    func `only quotes, backslashes and control characters are escaped`(text: String, expected: String) {
        #expect(Self.written { $0.string(text) } == expected)
        #expect(Self.written { $0.string(Text(text)) } == expected)
        let surrounded = Text(Array("«\(text)»".utf8), in: 2..<2 + text.utf8.count)
        #expect(Self.written { $0.string(surrounded) } == expected)
    }

    @Test(arguments: [0, 7, -7, 10, 1_234_567_890, Int.max, Int.min])
    func `an integer is written in decimal`(integer: Int) {
        #expect(Self.written { $0.integer(integer) } == String(integer))
    }
}
