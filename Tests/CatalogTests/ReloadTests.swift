import Catalog
import JSON
import TestSupport
import Testing

@Suite struct ReloadTests {
    private static func text(_ soc: String, version: String = "v.26.01", title: String = "T") -> [UInt8] {
        ExportText().setting("/occupation/soc", "\"\(soc)\"").setting("/framework/version", "\"\(version)\"")
            .setting("/occupation/title", "\"\(title)\"").bytes
    }

    private static func marks(_ outcome: Loader.Outcome) -> [String] {
        outcome.frameworks.map { "\($0.soc) \($0.version) \($0.occupation.title.string)" }
    }

    /// A folder with a.json and b.json, of an occupation each, and what it loads as.
    private static func served(_ folder: borrowing TemporaryFolder) throws -> [Framework] {
        try folder.write("a.json", text("11-1011.00"))
        try folder.write("sub/b.json", text("11-1021.00"))
        return try folder.load().frameworks
    }

    @Test func `a file that did not change is held once`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        try folder.write("a.json", Self.text("11-1011.00", title: "New"))
        try folder.write("sub/b.json", Self.text("11-1021.00"))
        let outcome = try folder.load(replacing: served)
        #expect(outcome.frameworks[0] !== served[0] && outcome.frameworks[0].occupation.title.string == "New")
        #expect(outcome.frameworks[1] === served[1])
        #expect(outcome.stale == [])
    }

    @Test func `a file that went bad keeps what it served, until it is good again`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        try folder.write("a.json", Array("{".utf8))
        let outcome = try folder.load(replacing: served)
        #expect(Self.marks(outcome) == ["11-1011.00 v.26.01 T", "11-1021.00 v.26.01 T"])
        #expect(outcome.stale == ["\(folder.path)/a.json"])
        #expect(outcome.rejected.map(\.path) == outcome.stale)

        let again = try folder.load(replacing: outcome.frameworks)
        #expect(again.stale == outcome.stale)
        try folder.write("a.json", Self.text("11-1011.00", version: "v.26.02", title: "New"))
        let mended = try folder.load(replacing: again.frameworks)
        #expect(Self.marks(mended) == ["11-1011.00 v.26.02 New", "11-1021.00 v.26.01 T"])
        #expect(mended.stale == [] && mended.rejected.isEmpty)
    }

    @Test func `what another file gives now is taken from there`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        try folder.write("a.json", Array("{".utf8))
        try folder.write("c.json", Self.text("11-1011.00", title: "New"))
        let outcome = try folder.load(replacing: served, keepsRemoved: true)
        #expect(Self.marks(outcome) == ["11-1011.00 v.26.01 New", "11-1021.00 v.26.01 T"])
        #expect(outcome.stale == [])
    }

    @Test func `a file that went bad does not bring an older one back`() throws {
        func text(_ title: String, _ time: String) -> [UInt8] {
            ExportText().setting("/occupation/title", "\"\(title)\"").setting("/exportedAt", "\"\(time)\"").bytes
        }
        let folder = try TemporaryFolder()
        try folder.write("a.json", text("New", "2026-01-02T00:00:00Z"))
        try folder.write("b.json", text("Old", "2025-01-02T00:00:00Z"))
        let served = try folder.load().frameworks
        #expect(served.map(\.occupation.title.string) == ["New"])
        try folder.write("a.json", Array("{".utf8))
        let outcome = try folder.load(replacing: served)
        #expect(outcome.frameworks.first === served.first)
        #expect(outcome.stale == ["\(folder.path)/a.json"])
    }

    @Test func `a link to a folder that leads nowhere any more keeps what it served`() throws {
        let folder = try TemporaryFolder()
        try folder.write("..1/a.json", Self.text("11-1011.00"))
        try folder.link("sub", to: "..1")
        let served = try folder.load().frameworks
        #expect(Self.marks(try folder.load()) == ["11-1011.00 v.26.01 T"])
        folder.remove("sub")
        try folder.link("sub", to: "..2")
        let outcome = try folder.load(replacing: served)
        #expect(Self.marks(outcome) == ["11-1011.00 v.26.01 T"])
        #expect(outcome.stale == ["\(folder.path)/sub/a.json"])
    }

    @Test func `a file that was removed is dropped, or kept where that is wanted`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        folder.remove("a.json")
        #expect(Self.marks(try folder.load(replacing: served)) == ["11-1021.00 v.26.01 T"])
        let kept = try folder.load(replacing: served, keepsRemoved: true)
        #expect(Self.marks(kept) == ["11-1011.00 v.26.01 T", "11-1021.00 v.26.01 T"])
        #expect(kept.stale == [] && kept.rejected.isEmpty && kept.fileCount == 1)
    }

    @Test func `a file that was renamed is there once, and one that was written anew is not removed`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        folder.remove("a.json")
        try folder.write("z.json", Self.text("11-1011.00"))
        try folder.write("sub/b.json", Self.text("11-1031.00"))
        let outcome = try folder.load(replacing: served, keepsRemoved: true)
        #expect(Self.marks(outcome) == ["11-1011.00 v.26.01 T", "11-1031.00 v.26.01 T"])
        #expect(outcome.findings.isEmpty)
    }

    @Test func `what stays is beside newer versions like any other`() throws {
        let folder = try TemporaryFolder()
        let served = try Self.served(folder)
        try folder.write("a.json", Array("{".utf8))
        try folder.write("c.json", Self.text("11-1011.00", version: "v.25.01"))
        let outcome = try folder.load(replacing: served)
        #expect(
            Self.marks(outcome) == ["11-1011.00 v.25.01 T", "11-1011.00 v.26.01 T", "11-1021.00 v.26.01 T"])
        #expect(outcome.stale == ["\(folder.path)/a.json"])
    }

    @Test func `a store counts its reloads and remembers why the last one was refused`() throws {
        func snapshot(_ generation: UInt64) -> Snapshot {
            Snapshot(generation: generation, occupations: [], loadedAt: 0, rejected: [])
        }
        let store = Store(snapshot(1))
        #expect(store.current.reloads.succeeded == 0 && store.current.reloads.refusal == nil)
        store.refuse("a.json: bad", at: 7)
        store.refuse("b.json: bad", at: 8)
        #expect(store.snapshot.generation == 1)
        #expect(store.current.reloads.refused == 2)
        #expect(store.current.reloads.refusal?.reason == "b.json: bad" && store.current.reloads.refusal?.time == 8)
        store.publish(snapshot(2))
        #expect(store.current.reloads.refused == 2 && store.current.reloads.succeeded == 1)
        #expect(store.current.reloads.refusal == nil)
    }
}
