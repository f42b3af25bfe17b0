import Catalog
import JSON
import TestSupport
import Testing

@Suite struct LevelTests {
    private static func levels(_ keys: String...) -> ExportText {
        let members = keys.map { #""\#($0)":{"label":"Step","statements":["\#($0.count) — work \#($0)."]}"# }
        return ExportText().setting("/framework/levels", "{\(members.joined(separator: ","))}")
    }

    @Test(arguments: [
        (levels("emerging", "developing", "advanced"), "/framework/levels/proficient", "\"proficient\" is missing"),
        (
            levels("emergent", "developing", "proficient", "advanced"), "/framework/levels/emergent",
            "nearest to \"emerging\""
        ),
        (
            levels("Emerging", "developing", "proficient", "advanced"), "/framework/levels/Emerging",
            "nearest to \"emerging\""
        ),
        (levels("emerging", "proficient", "developing", "advanced"), "/framework/levels/proficient", "order"),
        (levels("bronze", "silver"), "/framework/levels/bronze", "\"bronze\", \"silver\""),
        (
            levels("emerging", "developing", "proficient", "advanced", "expert"), "/framework/levels/expert",
            "\"expert\""
        ),
    ])
    func `other levels than the usual load with a warning that names them`(
        text: ExportText, pointer: String, part: String
    ) throws {
        let export = read(text)
        #expect(export.findings.map(\.mark) == ["warning unusual-levels \(pointer)"])
        #expect(try #require(export.findings.first).message.contains(part))
        #expect(export.framework != nil)
    }

    @Test func `levels are in the order of the file`() throws {
        let framework = try framework(Self.levels("z", "a", "m"))
        #expect(framework.levels.map(\.key) == ["z", "a", "m"])
        #expect(framework.levels.map(\.ordinal) == [1, 2, 3])
    }

    @Test(arguments: ["__proto__", "1st", "", "a b", "é", "a.b", String(repeating: "a", count: 65)])
    func `a key that does not match the grammar is an error`(key: String) throws {
        let export = read(Self.levels("emerging", key))
        let error = try #require(export.findings.first { $0.severity == .error })
        #expect(error.rule == .invalidLevel && error.pointer == "/framework/levels/\(key)")
        #expect(export.framework == nil)
    }

    @Test(arguments: [(20, true), (21, false)])
    func `a framework has at most twenty levels`(count: Int, loads: Bool) {
        let members = (1...count).map { #""l\#($0)":{"label":"L","statements":["A — b \#($0)."]}"# }
        let export = read(ExportText().setting("/framework/levels", "{\(members.joined(separator: ","))}"))
        #expect((export.framework != nil) == loads)
        #expect(export.findings.contains { $0.rule == .levelCount } == !loads)
    }

    @Test func `a framework without any statement is an error`() {
        var text = ExportText()
        for key in ["emerging", "developing", "proficient", "advanced"] {
            text = text.setting("/framework/levels/\(key)/statements", "[]")
        }
        #expect(
            read(text).findings.filter { $0.severity == .error }.map(\.mark) == [
                "error no-statements /framework/levels"
            ])
    }

    @Test func `levels with other keys may use the usual names as labels`() {
        let text = ExportText().setting("/framework/levels", #"{"one":{"label":"Emerging","statements":["A — b."]}}"#)
        #expect(read(text).findings.map(\.rule) == [.unusualLevels])
    }
}

@Suite struct StatementTests {
    private static let place = "/framework/levels/advanced/statements"

    @Test(arguments: [
        ("Rota — plan — and tell.", "Rota", "plan — and tell."), ("  Rota  —  plan. ", "Rota", "plan."),
        ("Rota\\u3000 — plan.", "Rota", "plan."), ("Rota \\u2014 plan.", "Rota", "plan."),
    ])
    func `a statement has the trimmed parts around the first separator, and is kept verbatim`(
        json: String, title: String, text: String
    ) throws {
        let statement = try framework(ExportText().setting(Self.place, "[\"\(json)\"]")).levels[3].statements[0]
        #expect(statement.parts?.title.string == title)
        #expect(statement.parts?.text.string == text)
        let verbatim = json.replacingFirst("\\u3000", with: "\u{3000}").replacingFirst("\\u2014", with: "—")
        #expect(statement.verbatim.string == verbatim)
    }

    @Test(arguments: [("Rota — ", "after"), (" — plan.", "before"), ("Rota — \\u2003 ", "after")])
    func `a statement with an empty part is kept whole`(json: String, side: String) throws {
        let export = read(ExportText().setting(Self.place, "[\"\(json)\"]"))
        #expect(export.findings.map(\.rule) == [.untrimmedStatement, .emptyPart])
        #expect(export.findings.last?.message.contains("nothing \(side)") == true)
        #expect(try #require(export.framework).levels[3].statements[0].parts == nil)
    }

    @Test func `the same statement again has the suffixes of its occurrences, in order of level and position`() throws {
        let again = #""Returns — empty the book drop.""#
        let framework = try framework(
            ExportText().setting(Self.place, "[\(again), \"Rota — plan.\", \(again)]")
                .setting("/framework/levels/developing/statements/-", again))
        let ids = framework.levels.map { $0.statements.map(\.id) }
        let first = ids[0][0]
        #expect(first.occurrence == 1)
        #expect(ids[1][1].description == "\(first)-2")
        #expect(ids[3].map(\.description) == ["\(first)-3", "\(ids[3][1])", "\(first)-4"])
    }

    @Test func `a statement that moves keeps its id`() throws {
        let here = try framework(ExportText().setting(Self.place, #"["Rota — plan.", "Till — count it."]"#))
        let there = try framework(
            ExportText().setting("/framework/levels/emerging/statements", #"["Till — count it.", "Rota — plan."]"#))
        #expect(here.levels[3].statements.map(\.id) == there.levels[0].statements.reversed().map(\.id))
    }

    @Test func `two statements whose ids are equal by chance are an error`() throws {
        // Found by trying 64 million numbers: the hashes have 50 bits.
        let pair = #"["Crate 19820092 — put it back in its row.", "Crate 21967812 — put it back in its row."]"#
        let export = read(ExportText().setting(Self.place, pair))
        #expect(export.findings.map(\.mark) == ["error statement-id-collision \(Self.place)/1"])
        let other = ExportText().setting(Self.place, pair).setting("/occupation/soc", #""43-4121.01""#)
        #expect(read(other).findings.isEmpty)
    }

    @Test func `unusually many statements are a warning that names the limit`() throws {
        let many = (1...501).map { "\"Book \($0) — read it.\"" }.joined(separator: ",")
        let finding = try #require(read(ExportText().setting(Self.place, "[\(many)]")).findings.first)
        #expect(finding.mark == "warning many-statements \(Self.place)")
        #expect(finding.message.contains("500"))
    }
}
