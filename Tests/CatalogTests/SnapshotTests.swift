import Catalog
import Hashing
import JSON
import TestSupport
import Testing

@Suite struct SnapshotTests {
    private static func text(_ soc: String, _ version: String, _ exportedAt: String) -> ExportText {
        ExportText().setting("/occupation/soc", "\"\(soc)\"").setting("/framework/version", "\"\(version)\"")
            .setting("/exportedAt", "\"\(exportedAt)\"")
    }

    private static func snapshot(_ frameworks: [Framework]) -> Snapshot {
        let groups = Dictionary(grouping: frameworks, by: \.soc).values
        return Snapshot(
            generation: 1, occupations: groups.compactMap { Snapshot.Versions($0) }, loadedAt: 0, rejected: [])
    }

    @Test func `occupations are in order of SOC and found by it`() throws {
        let codes = ["51-1000.00", "11-1011.00", "43-4121.00", "25-4031.00"]
        let snapshot = Self.snapshot(try codes.map { try framework(Self.text($0, "v.26.01", "2026-01-01T00:00:00Z")) })
        #expect(snapshot.occupations.map(\.soc.description) == codes.sorted())
        for code in codes { #expect(snapshot.versions(of: try #require(SOC(code)))?.soc.description == code) }
        for code in ["00-0000.00", "43-4121.01", "99-9999.99"] {
            #expect(snapshot.versions(of: try #require(SOC(code))) == nil)
        }
        #expect(snapshot.frameworkCount == 4 && snapshot.versionCount == 4 && snapshot.statementCount == 20)
    }

    @Test func `versions are in order of instant, then of their bytes`() throws {
        let frameworks = try [
            Self.text("43-4121.00", "v.26.03", "2026-01-01T00:00:00Z"),
            Self.text("43-4121.00", "v.26.01", "2026-01-01T02:00:00+01:00"),
            Self.text("43-4121.00", "v.26.02", "2026-01-01T01:00:00Z"),
        ].map { try framework($0) }
        let versions = try #require(Snapshot.Versions(frameworks))
        #expect(versions.all.map(\.version.text) == ["v.26.03", "v.26.01", "v.26.02"])
        #expect(versions.newest.version.text == "v.26.02")
        #expect(versions[try #require(FrameworkVersion("v.26.01"))]?.version.text == "v.26.01")
        #expect(Snapshot.Versions([]) == nil)
        #expect(Self.snapshot(frameworks).newestExport?.text.string == "2026-01-01T01:00:00Z")
    }

    @Test func `the revision is the digest of the sorted lines`() throws {
        let frameworks = try [
            Self.text("43-4121.00", "v.26.03", "2026-01-01T00:00:00Z"),
            Self.text("43-4121.00", "v.26.01", "2026-01-02T00:00:00Z"),
            Self.text("11-1011.00", "v.26.01", "2026-01-01T00:00:00Z"),
        ].map { try framework($0) }
        let lines = frameworks.map { "\($0.soc)\t\($0.version)\t\($0.source.digest.hex)\n" }
        let digest = SHA256(hashing: Array((lines[2] + lines[1] + lines[0]).utf8))
        #expect(Self.snapshot(frameworks).revision == String(digest.hex.prefix(8)))
        #expect(Self.snapshot(frameworks.reversed()).revision == String(digest.hex.prefix(8)))
    }

    @Test func `a statement is found in the newest version that has it, with the oldest that has it`() throws {
        let old = try framework(Self.text("43-4121.00", "v.25.01", "2025-01-01T00:00:00Z"))
        let middle = try framework(
            Self.text("43-4121.00", "v.25.06", "2025-06-01T00:00:00Z")
                .setting("/framework/levels/emerging/statements/0", "\"Returns — by the evening.\""))
        let new = try framework(
            Self.text("43-4121.00", "v.26.01", "2026-01-01T00:00:00Z")
                .setting("/framework/levels/emerging/statements/0", "\"Returns — within the hour.\""))
        let snapshot = Self.snapshot([new, old, middle])
        let kept = try #require(snapshot.statement(old.levels[3].statements[0].id))
        #expect(kept.level.key == "advanced" && kept.statement.position == 1)
        #expect(kept.framework.version.text == "v.26.01")
        let gone = try #require(snapshot.statement(middle.levels[0].statements[0].id))
        #expect(gone.framework.version.text == "v.25.06")
        #expect(gone.statement.verbatim.string == "Returns — by the evening.")
        #expect(snapshot.statement(try #require(StatementID("43-4121.00-0000000000"))) == nil)
        #expect(snapshot.statement(try #require(StatementID("11-1011.00-0000000000"))) == nil)
    }

    @Test func `the span of a statement is what a search of all versions finds`() throws {
        var random = SeededGenerator(seed: 7)
        let frameworks = try (1...9).map { version in
            let words = ["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) }
            return try framework(
                Self.text("43-4121.00", "v.26.0\(version)", "2026-01-0\(version)T00:00:00Z").setting(
                    "/framework/levels/emerging/statements",
                    "[\((words + ["b", "e"]).map { "\"T — \($0).\"" }.joined(separator: ","))]"))
        }
        let versions = try #require(Snapshot.Versions(frameworks))
        var spans: Set<String> = []
        for id in frameworks.flatMap({ $0.levels.flatMap(\.statements).map(\.id) }) {
            let span = try #require(versions.span(of: id))
            #expect(span.first === versions.all.first { $0.place(of: id) != nil })
            #expect(span.last === versions.all.last { $0.place(of: id) != nil })
            spans.insert("\(span.first.version) \(span.last.version)")
        }
        #expect(spans.count > 3)
        #expect(versions.span(of: try #require(StatementID("43-4121.00-0000000000"))) == nil)
    }

    @Test func `credits are distinct, those of the exports first`() throws {
        let frameworks = try [("A", "v1"), ("B", "v2"), ("A", "v2"), ("C", "v1")].map { credit, onet in
            try framework(
                ExportText().setting("/attribution", "\"\(credit)\"").setting("/sources/onet", "\"\(onet)\""))
        }
        let entries = Attribution.entries(for: frameworks)
        #expect(entries.map(\.text.string) == ["A", "B", "C", "O*NET v1", "O*NET v2"])
        #expect(entries.map(\.covers) == [nil, nil, nil, "occupational data", "occupational data"])
    }

    @Test func `a store gives the snapshot that was published last`() async {
        let store = Store(Self.snapshot([]))
        await withTaskGroup(of: Void.self) { group in
            for generation in UInt64(2)...50 {
                group.addTask {
                    store.publish(Snapshot(generation: generation, occupations: [], loadedAt: 0, rejected: []))
                }
                group.addTask { #expect(1...50 ~= store.snapshot.generation) }
            }
        }
        store.publish(Snapshot(generation: 51, occupations: [], loadedAt: 0, rejected: []))
        #expect(store.snapshot.generation == 51)
    }
}
