@testable import Catalog
import Hashing
import JSON
import Testing

@Suite struct StatementIDTests {
    @Test(arguments: [
        "43-4121.00-k89kt61qgq", "43-4121.00-0000000000", "43-4121.00-zzzzzzzzzz-2", "43-4121.00-k89kt61qgq-117",
    ])
    func `an id is read and written the same`(text: String) throws {
        #expect(try #require(StatementID(text)).description == text)
    }

    @Test(arguments: [
        "", "43-4121.00", "43-4121.00-", "43-4121.00-k89kt61qg", "43-4121.00-k89kt61qgqq", "43-4121.00-K89kt61qgq",
        "43-4121.00-k89kt61qgi", "43-4121.00-k89kt61qgl", "43-4121.00-k89kt61qgo", "43-4121.00-k89kt61qgu",
        "43-4121.00-k89kt61qgq-", "43-4121.00-k89kt61qgq-1", "43-4121.00-k89kt61qgq-0", "43-4121.00-k89kt61qgq-02",
        "43-4121.00-k89kt61qgq-+2", "43-4121.00-k89kt61qgq-99999999999999999999", "43-4121.00_k89kt61qgq",
        " 43-4121.00-k89kt61qgq",
    ])
    func `another spelling is no id`(text: String) {
        #expect(StatementID(text) == nil)
    }

    @Test func `the id of a statement is what the definition gives`() throws {
        // Computed apart from this code, from the definition in words.
        let soc = try #require(SOC("43-4121.00"))
        let statement = Text(" Café\u{301}s\u{A0}\u{2009} —  A\u{30A}ngström\n")
        let normal = Text("Caf\u{E9}\u{301}s — \u{C5}ngstr\u{F6}m")
        #expect(StatementID(soc: soc, statement: statement) == StatementID(soc: soc, statement: normal))
        let digest = SHA256(hashing: Array("43-4121.00\n".utf8) + Array(normal.utf8))
        #expect(StatementID(soc: soc, statement: statement).hash == digest.prefix >> 14)
    }
}

@Suite struct NormalisationTests {
    static let scalars: [Unicode.Scalar] = [
        "a", "z", " ", " ", "\t", "\n", "\u{1}", "\u{7F}", "\u{85}", "\u{A0}", "é", "e", "\u{301}", "\u{308}",
        "\u{327}",
        "\u{212B}", "\u{2000}", "\u{2010}", "\u{2014}", "\u{2027}", "\u{2028}", "\u{202E}", "\u{3000}", "\u{AC00}",
        "\u{1100}", "\u{1161}", "\u{FB01}", "\u{1F600}", "\u{1D15E}", "\u{200D}", "\u{FEFF}", "\u{344}",
    ]

    @Test func `a text that the scan calls normalised is not changed by the general way`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var string = ""
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                string.unicodeScalars.append(Self.scalars.randomElement(using: &random) ?? "a")
            }
            let text = Text(string)
            let normalised = Normalisation.normalised(text)
            if TextScan(text).isNormalised { #expect(normalised == text, "\(string.unicodeScalars.map(\.value))") }
            #expect(Normalisation.normalised(normalised) == normalised, "\(string.unicodeScalars.map(\.value))")
        }
    }

    @Test func `no scalar of the quick ranges is changed by the general way`() throws {
        for value in [0x21...0x2FF, 0x2010...0x2027].joined() {
            let scalar = try #require(Unicode.Scalar(UInt32(value)))
            let text = Text(String(scalar))
            if !scalar.properties.isWhitespace {
                #expect(TextScan(text).isNormalised)
                #expect(Normalisation.normalised(text) == text)
            } else {
                #expect(!TextScan(text).isNormalised)
            }
        }
    }

    @Test(arguments: [
        ("", ""), (" ", ""), ("a", "a"), (" a ", "a"), ("\u{3000}a\u{A0}", "a"), ("a b", "a b"), ("\n\t", ""),
        ("\u{1680} é\u{301}", "é\u{301}"),
    ])
    func `trimming takes white space of Unicode from both ends`(text: String, trimmed: String) {
        #expect(Text(text).trimmed == Text(trimmed))
    }

    @Test func `the scan finds the first separator, controls and the length`() {
        let scan = TextScan(Text("Zwölf — a — b\u{202E}\u{1}"))
        #expect(scan.separator == 6)
        #expect(scan.direction == 18)
        #expect(scan.control == 21)
        #expect(scan.length == 15)
        #expect(TextScan(Text("a—b — ")).separator == 5)
        #expect(TextScan(Text("a —")).separator == nil)
        #expect(TextScan(Text("— b")).separator == nil)
        #expect(TextScan(Text(" — b")).separator == 0)
    }
}
