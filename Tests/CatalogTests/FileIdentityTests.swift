import Catalog
import Hashing
import JSON
import TestSupport
import Testing

@Suite struct FileIdentityTests {
    private static func text(_ title: String, at time: String = "2026-01-01T00:00:00Z", version: String = "v.26.01")
        -> ExportText
    {
        ExportText().setting("/occupation/title", "\"\(title)\"").setting("/exportedAt", "\"\(time)\"")
            .setting("/framework/version", "\"\(version)\"")
    }

    /// Loads the texts as a.json, b.json and so on.
    private static func load(_ texts: [ExportText]) throws -> Loader.Outcome {
        let folder = try TemporaryFolder()
        for (name, text) in zip("abcdefgh", texts) { try folder.write("\(name).json", text.bytes) }
        var outcome = try folder.load()
        outcome.findings = outcome.findings.map { finding in
            Finding(
                file: String(finding.file.dropFirst(folder.path.count + 1)), line: finding.line, column: finding.column,
                offset: finding.offset, pointer: finding.pointer, rule: finding.rule, severity: finding.severity,
                message: finding.message.replacingFirst(folder.path + "/", with: ""), help: finding.help)
        }
        return outcome
    }

    @Test func `of two files with the same bytes one is loaded`() throws {
        let outcome = try Self.load([Self.text("One"), Self.text("One")])
        #expect(outcome.frameworks.count == 1)
        #expect(outcome.findings.map(\.mark) == ["warning duplicate-file /occupation/soc"])
        #expect(outcome.findings[0].file == "b.json" && outcome.findings[0].message.contains("a.json"))
        #expect(outcome.rejected.isEmpty)
    }

    @Test func `the later export of a version is served in either order of reading`() throws {
        let old = Self.text("Old", at: "2026-01-01T01:00:00+02:00")
        let new = Self.text("New", at: "2025-12-31T23:00:01Z")
        for (texts, loser) in [([old, new], "a.json"), ([new, old], "b.json")] {
            let outcome = try Self.load(texts)
            #expect(outcome.frameworks.map(\.occupation.title.string) == ["New"])
            #expect(outcome.findings.map(\.mark) == ["warning superseded-file /occupation/soc"])
            #expect(outcome.findings[0].file == loser)
        }
    }

    @Test func `of two exports of one moment the smaller digest is served in either order of reading`() throws {
        let texts = [Self.text("One"), Self.text("Two")]
        let smaller = try #require(texts.min { SHA256(hashing: $0.bytes) < SHA256(hashing: $1.bytes) })
        for texts in [texts, texts.reversed()] {
            let outcome = try Self.load(texts)
            #expect(outcome.frameworks.map(\.source.bytes) == [smaller.bytes])
            #expect(outcome.findings.map(\.mark) == ["warning conflicting-files /occupation/soc"])
            let served = texts[0].bytes == smaller.bytes ? "a.json" : "b.json"
            #expect(outcome.findings[0].file != served && outcome.findings[0].message.contains(served))
            #expect(outcome.findings[0].line == 1)
        }
    }

    @Test func `two versions are both served, without a finding where name and date agree`() throws {
        let outcome = try Self.load([
            Self.text("New", at: "2026-01-01T00:00:00Z", version: "v.26.01"),
            Self.text("Old", at: "2025-01-01T00:00:00Z", version: "v.25.01"),
        ])
        #expect(outcome.findings.isEmpty)
        #expect(outcome.frameworks.map(\.version.text) == ["v.25.01", "v.26.01"])
    }

    @Test func `versions whose names are in another order than their dates are noted`() throws {
        let outcome = try Self.load([
            Self.text("New", at: "2026-01-01T00:00:00Z", version: "v.25.01"),
            Self.text("Old", at: "2025-01-01T00:00:00Z", version: "v.26.01"),
        ])
        #expect(outcome.findings.map(\.mark) == ["info version-order /framework/version"])
        #expect(outcome.findings[0].file == "a.json" && outcome.findings[0].logSeverity == .warning)
        let snapshot = Snapshot(outcome, generation: 1, loadedAt: 0)
        #expect(snapshot.occupations.map(\.newest.version.text) == ["v.25.01"])
    }

    @Test func `a version with the id of another statement is left out and fails the load`() throws {
        let place = "/framework/levels/advanced/statements/0"
        let old = Self.text("Old", at: "2025-01-01T00:00:00Z", version: "v.25.01")
            .setting(place, #""Crate 19820092 — put it back in its row.""#)
        let new = Self.text("New").setting(place, #""Crate 21967812 — put it back in its row.""#)
        for texts in [[old, new], [new, old]] {
            let outcome = try Self.load(texts)
            #expect(outcome.hasErrors)
            #expect(outcome.frameworks.map(\.version.text) == ["v.25.01"])
            #expect(outcome.findings.map(\.mark) == ["error statement-id-collision /occupation/soc"])
            #expect(outcome.rejected.count == 1)
        }
    }

    @Test func `the snapshot does not depend on the names of the files`() throws {
        let texts = [
            Self.text("A"), Self.text("A"), Self.text("B"), Self.text("C", at: "2026-01-02T00:00:00Z"),
            Self.text("D", at: "2026-01-02T00:00:00Z"), Self.text("E", at: "2025-01-02T00:00:00Z", version: "v.27.01"),
            Self.text("F").setting("/occupation/soc", #""11-1011.00""#), Self.text("G").setting("/attribution", "1"),
        ]
        var random = SystemRandomNumberGenerator()
        let expected = Snapshot(try Self.load(texts), generation: 1, loadedAt: 0)
        #expect(expected.versionCount == 3 && expected.frameworkCount == 2)
        for _ in 0..<20 {
            let outcome = try Self.load(texts.shuffled(using: &random))
            let snapshot = Snapshot(outcome, generation: 1, loadedAt: 0)
            #expect(snapshot.revision == expected.revision)
            #expect(
                snapshot.occupations.map { $0.all.map(\.source.digest) }
                    == expected.occupations.map { $0.all.map(\.source.digest) })
            #expect(snapshot.attribution == expected.attribution)
            #expect(
                outcome.findings.map(\.rule.id).sorted()
                    == [
                        "conflicting-files", "duplicate-file", "superseded-file", "superseded-file", "version-order",
                        "wrong-type",
                    ].sorted())
        }
    }
}
