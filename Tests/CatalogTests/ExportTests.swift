import Catalog
import JSON
import TestSupport
import Testing

@Suite struct ExportTests {
    @Test func `an export in order gives all that it holds and no finding`() throws {
        let export = read(ExportText())
        #expect(export.findings.map(\.mark) == [])
        let framework = try #require(export.framework)
        #expect(framework.schemaVersion == "1.0")
        #expect(framework.exportedAt.text.string == "2026-01-15T09:30:00Z")
        #expect(framework.soc.description == "43-4121.00")
        #expect(framework.occupation.title.string == "Library Assistants")
        #expect(framework.occupation.group?.string == "Office Support")
        #expect(framework.occupation.sector?.string == "51")
        #expect(framework.occupation.jobZone == 2)
        #expect(framework.occupation.jobZoneInferred == false)
        #expect(framework.version.text == "v.26.01")
        #expect(framework.description == nil)
        #expect(framework.contextCovered?.string == "Work at the desk of a small library.")
        #expect(framework.attribution?.string == "A test")
        #expect(framework.sources.map(\.name.string) == ["onet", "generator"])
        #expect(framework.sources.map(\.value.string) == ["v30.2", "by hand"])
        #expect(framework.levels.map(\.key) == ["emerging", "developing", "proficient", "advanced"])
        #expect(framework.levels.map(\.ordinal) == [1, 2, 3, 4])
        #expect(framework.levels.map(\.label?.string) == ["Emerging", "Developing", "Proficient", "Advanced"])
        #expect(framework.statementCount == 5)
        let second = framework.levels[0].statements[1]
        #expect(second.position == 2)
        #expect(second.verbatim.string == "Shelves — keep them tidy.")
        #expect(second.parts?.title.string == "Shelves")
        #expect(second.parts?.text.string == "keep them tidy.")
        #expect(second.id == StatementID(soc: framework.soc, statement: second.verbatim))
        #expect(framework.source.bytes == ExportText().bytes)
        #expect(framework.unknown.isEmpty)
    }

    @Test(arguments: ExportText.rules)
    func `a rule is told once, at its place`(pointer: String, json: String?, finding: String?) {
        let export = read(ExportText().setting(pointer, json))
        #expect(export.findings.map(\.mark) == (finding.map { [$0] } ?? []))
        #expect((export.framework == nil) == (finding?.hasPrefix("error") ?? false))
        for finding in export.findings {
            #expect(finding.line != nil && finding.column != nil && finding.offset != nil)
            #expect(!finding.message.isEmpty && !finding.help.isEmpty && finding.file == "x.json")
        }
    }

    @Test func `all errors of a file are told, in the order of their places`() {
        let text = ExportText().setting("/attribution", "1").setting("/occupation/soc", #""x""#)
            .setting("/framework/levels/developing/statements/0", "2").setting("/exportedAt", #""x""#)
        #expect(
            read(text).findings.map(\.mark) == [
                "error invalid-timestamp /exportedAt", "error invalid-soc /occupation/soc",
                "error wrong-type /framework/levels/developing/statements/0", "error wrong-type /attribution",
            ])
    }

    @Test func `a place is that of the value`() throws {
        let json = "{\n \"schemaVersion\": \"é\",\r\n\t\"exportedAt\": 5}"
        let finding = try #require(read(Array(json.utf8)).findings.first { $0.pointer == "/exportedAt" })
        #expect(finding.line == 3 && finding.column == 16 && finding.offset == 42)
    }

    @Test func `a syntax error is told alone`() {
        for cut in [0, 1, 100, ExportText().bytes.count - 1] {
            let export = read(Array(ExportText().bytes.prefix(cut)))
            #expect(export.framework == nil)
            #expect(export.findings.count == 1)
            #expect(export.findings.first?.severity == .error)
            #expect(export.findings.first?.offset == cut)
        }
    }

    @Test(arguments: [
        ("", "empty-file"), (" \n", "empty-file"), ("{\"a\":1,}", "invalid-json"), ("\u{0}\u{0}", "invalid-json"),
        ("{\"a\":\"\\ud800\"}", "lone-surrogate"), ("null", "wrong-type"), ("\"{}\"", "wrong-type"),
        ("{} {}", "invalid-json"),
    ])
    func `what is no export is told by what it is`(text: String, rule: String) {
        #expect(read(Array(text.utf8)).findings.map(\.rule.id) == [rule])
    }

    @Test func `bytes that are not UTF-8 are refused where they stand`() throws {
        var bytes = ExportText().bytes
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "L")))
        bytes[place] = 0xFF
        let finding = try #require(read(bytes).findings.first)
        #expect(finding.mark == "error not-utf-8 /occupation/title")
        #expect(finding.offset == place)
    }

    @Test(arguments: [
        ("/deep", "/deep"), ("/occupation/x~y", "/occupation/x~0y"),
        ("/framework/levels/advanced/more", "/framework/levels/advanced/more"),
    ])
    func `nesting that is too deep points to the field that has it`(pointer: String, found: String) {
        let deep = String(repeating: #"{"a":["#, count: 40) + String(repeating: "]}", count: 40)
        let export = read(ExportText().setting(pointer, deep))
        #expect(export.findings.map(\.mark) == ["error nested-too-deep \(found)"])
    }

    @Test func `a repeated name is told with both places`() throws {
        let json = ExportText().json.replacingFirst("\"title\":", with: "\"\\u0073oc\":\"11-1011.00\",\"title\":")
        let finding = try #require(read(Array(json.utf8)).findings.first)
        #expect(finding.mark == "error repeated-name /occupation/soc")
        #expect(finding.column == 93)
        #expect(finding.message.contains("line 1, column 74"))
    }

    @Test func `repeated names are told at any depth, in the order of the file`() {
        let text = ExportText().setting("/more", #"{"a":1,"a":[0,{"b":{},"b":1,"c/d":2,"c/d":3}],"a":2}"#)
        #expect(
            read(text).findings.filter { $0.rule == .repeatedName }.map(\.pointer) == [
                "/more/a", "/more/a/1/b", "/more/a/1/c~1d", "/more/a",
            ])
    }

    @Test(.timeLimit(.minutes(1)))
    func `many repeated names at the end of many names take no long search`() {
        let names = (0..<100_000).map { "\"k\($0)\":0" }
        let export = read(Array("{\((names + names.suffix(1200)).joined(separator: ","))}".utf8))
        #expect(export.findings.count { $0.rule == .repeatedName } == 1000)
    }

    @Test func `a byte order mark is a warning`() {
        let export = read([0xEF, 0xBB, 0xBF] + ExportText().bytes)
        #expect(export.findings.map(\.mark) == ["warning byte-order-mark "])
        #expect(export.framework?.source.bytes.first == 0xEF)
    }

    @Test func `fields that are not known are kept as they are written, in the order of the file`() throws {
        let text = ExportText().setting("/z~1", "{\"b\":1.50,  \"a\":[]}").setting("/occupation/alias", "null")
            .setting("/framework/reviewedBy", #""Zoë""#).setting("/framework/levels/emerging/hours", "1e2")
            .setting("/sources/extra", "[1]")
        let framework = try framework(text)
        #expect(
            framework.unknown.map(\.pointer) == [
                "/occupation/alias", "/framework/levels/emerging/hours", "/framework/reviewedBy", "/sources/extra",
                "/z~01",
            ])
        #expect(framework.unknown.map(\.value.string) == ["null", "1e2", #""Zoë""#, "[1]", "{\"b\":1.50,  \"a\":[]}"])
    }

    @Test func `a name that is nearly known is recognised`() throws {
        let finding = try #require(read(ExportText().setting("/occupation/jobzone", "2")).findings.first)
        #expect(finding.help == "Did you mean \"jobZone\"?")
    }

    @Test func `more unknown fields than any export has are one warning`() throws {
        var text = ExportText()
        for index in 0...1000 { text = text.setting("/x\(index)", "0") }
        let export = read(text)
        #expect(export.findings.map(\.mark) == ["warning many-unknown-fields "])
        #expect(export.framework?.unknown.count == 1001)
    }

    @Test func `no message carries what a terminal obeys or more than a line of a file`() {
        let evil = "\"\\u001b[31m\\u202e\\n" + String(repeating: "x", count: 5000) + "\""
        let places = [
            "/schemaVersion", "/exportedAt", "/occupation/soc", "/occupation/title", "/framework/version",
            "/framework/levels/emerging/label", "/framework/levels/emerging/statements/0", "/sources/onet",
            "/attribution",
        ]
        var text = ExportText().setting("/\\u001b\\u202e", evil)
        for place in places { text = text.setting(place, evil) }
        let export = read(text)
        #expect(Set(export.findings.map(\.pointer)).isSuperset(of: places))
        for finding in export.findings {
            #expect(finding.message.unicodeScalars.count < 400)
            #expect(
                finding.message.unicodeScalars.allSatisfy {
                    ![.control, .format].contains($0.properties.generalCategory)
                }, "\(finding.mark)")
        }
    }

    @Test func `any change of bytes loads with all that was read or is refused within the file`() {
        var random = SystemRandomNumberGenerator()
        let original = ExportText().setting("/more", #"[1, {"a": "\u00e9"}]"#).bytes
        for _ in 0..<3000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(original[place % original.count], at: place)
                default: bytes.removeSubrange(place..<min(place + 20, bytes.count - 1))
                }
            }
            let export = read(bytes)
            #expect((export.framework == nil) == export.findings.contains { $0.severity == .error })
            #expect(export.framework.map { $0.source.bytes == bytes } ?? true)
            for finding in export.findings {
                #expect(finding.offset.map { 0...bytes.count ~= $0 } == true, "\(finding.mark)")
            }
        }
    }

    @Test func `every rule has an id of its own`() {
        let ids = Finding.Rule.allCases.map(\.id)
        #expect(Set(ids).count == ids.count)
        for rule in Finding.Rule.allCases {
            #expect(rule.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        }
    }
}

extension String {
    func replacingFirst(_ part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func firstRange(of part: String) -> Range<Index>? {
        indices.lazy.map { $0..<(self.index($0, offsetBy: part.count, limitedBy: self.endIndex) ?? self.endIndex) }
            .first { self[$0] == part }
    }

    private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
