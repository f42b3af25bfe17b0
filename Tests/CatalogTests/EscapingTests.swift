@testable import Catalog
import JSON
import Testing

@Suite struct EscapingTests {
    @Test(arguments: [
        ("plain", #""plain""#), ("say \"hi\"", #""say \"hi\"""#), ("a\\b", #""a\\b""#),
        ("a\nb\u{1B}[31m", #""a\u{A}b\u{1B}[31m""#),
        ("\u{202E}x\u{2066}\u{200F}", #""\u{202E}x\u{2066}\u{200F}""#),
        ("\u{85}\u{2028}\u{FEFF}", #""\u{85}\u{2028}\u{FEFF}""#),
        ("é — 🙂", "\"é — 🙂\""),
    ])
    func `a quoted text shows what a terminal would obey`(text: String, expected: String) {
        #expect(quoted(text) == expected)
    }

    @Test func `a long text is cut between scalars`() {
        #expect(quoted("ééééé", limit: 4) == "\"éééé…\"")
        #expect(quoted("éééé", limit: 4) == "\"éééé\"")
        #expect(quoted(String(repeating: "🙂", count: 1000), limit: 2) == "\"🙂🙂…\"")
    }

    @Test func `bytes that are not UTF-8 are shown as bytes`() {
        #expect(escaped(bytes: [0x61, 0xFF, 0xC3, 0xA9, 0xC3, 0x0A]) == #"a\xFFé\xC3\u{A}"#)
        #expect(escaped(bytes: [0xE2, 0x80, 0x94, 0xED, 0xA0, 0x80]) == #"—\xED\xA0\x80"#)
    }

    @Test(arguments: [
        ("emergent", "emerging"), ("Advanced", "advanced"), ("profficient", "proficient"), ("novice", nil), ("", nil),
        ("emegring", "emerging"),
    ])
    func `the nearest name is the one with the fewest edits`(name: String, expected: String?) {
        #expect(nearest(to: name, among: ["emerging", "developing", "proficient", "advanced"]) == expected)
    }
}

@Suite struct FindingListTests {
    @Test func `places are those that a position counts`() {
        var random = SystemRandomNumberGenerator()
        let pieces = ["a", "é", "🙂", "\n", "\r", "\r\n", "—"].map { Array($0.utf8) }
        for _ in 0..<200 {
            let bytes = (0..<30).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
            var list = FindingList()
            // Only places where a scalar begins: a finding is never within one.
            let offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }.shuffled()
            for offset in offsets {
                list.add(.controlCharacter, at: "", offset: offset, "", help: "")
            }
            for (finding, offset) in zip(list.findings(of: "x", bytes), offsets.sorted()) {
                let position = Position(of: offset, in: bytes)
                #expect(finding.line == position.line && finding.column == position.column && finding.offset == offset)
            }
        }
    }

    @Test func `a file with more findings than are listed says how many, and an error is never among the hidden`() {
        var list = FindingList()
        for index in 0..<1500 { list.add(.missingSeparator, at: "/\(index)", offset: 0, "", help: "") }
        list.add(.wrongType, at: "/last", offset: 1, "", help: "")
        let findings = list.findings(of: "x", [1, 2])
        #expect(findings.count == 1002)
        #expect(findings[1000].mark == "error wrong-type /last")
        #expect(findings[1001].rule == .tooManyFindings)
        #expect(findings[1001].message.contains("500 more"))
    }

    @Test func `a pointer of unreasonable length is that of the value around`() {
        var list = FindingList()
        list.add(.unknownField, at: "/a/" + String(repeating: "x", count: 5000), offset: 0, "", help: "")
        #expect(list.findings(of: "x", []).map(\.pointer) == ["/a"])
    }
}
