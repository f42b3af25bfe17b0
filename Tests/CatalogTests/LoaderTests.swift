import Catalog
import Glibc
import TestSupport
import Testing

@Suite struct LoaderTests {
    private static func text(_ soc: String) -> [UInt8] {
        ExportText().setting("/occupation/soc", "\"\(soc)\"").bytes
    }

    @Test func `json files are found in any letter case and depth, in order of path`() throws {
        let folder = try TemporaryFolder()
        for (name, soc) in [
            ("b/x/deep.json", "11-1011.00"), ("a.JSON", "11-1021.00"), ("b.Json", "11-1031.00"),
            ("b/a.json", "11-2011.00"),
        ] {
            try folder.write(name, Self.text(soc))
        }
        for name in [".hidden.json", ".dot/x.json", "x.json~", "x.json.tmp", "README.txt", "json", "xjson"] {
            try folder.write(name, Self.text("99-9999.99"))
        }
        let outcome = try folder.load()
        #expect(outcome.findings.isEmpty && !outcome.hasErrors)
        #expect(outcome.fileCount == 4)
        #expect(
            outcome.frameworks.map { $0.source.path.dropFirst(folder.path.count) } == [
                "/b/x/deep.json", "/a.JSON", "/b.Json", "/b/a.json",
            ])
    }

    @Test func `a bad file is left out with its findings and the others load`() throws {
        let folder = try TemporaryFolder()
        try folder.write("good.json", Self.text("11-1011.00"))
        try folder.write("bad.json", Array("{".utf8))
        try folder.write("odd.json", ExportText().setting("/attribution", nil).bytes)
        let outcome = try folder.load()
        #expect(outcome.frameworks.count == 2)
        #expect(outcome.rejected.map(\.path) == ["\(folder.path)/bad.json"])
        #expect(outcome.rejected[0].findings.map(\.rule) == [.invalidJSON])
        #expect(outcome.findings.map(\.rule) == [.invalidJSON, .missingField])
        #expect(outcome.hasErrors)
    }

    @Test func `where warnings count as errors they fail the load and still tell what they are`() throws {
        let folder = try TemporaryFolder()
        try folder.write("odd.json", ExportText().setting("/attribution", nil).bytes)
        #expect(try !folder.load().hasErrors)
        let outcome = try folder.load(isStrict: true)
        #expect(outcome.hasErrors)
        #expect(outcome.findings.map(\.severity) == [.warning])
    }

    @Test func `a file is read once, whatever its names`() throws {
        let folder = try TemporaryFolder()
        try folder.write("..data/real.json", Self.text("11-1011.00"))
        try folder.link("linked.json", to: "..data/real.json")
        try #require(link("\(folder.path)/..data/real.json", "\(folder.path)/hard.json") == 0)
        try folder.link("again", to: "..data")
        let outcome = try folder.load()
        #expect(outcome.frameworks.map { $0.source.path.dropFirst(folder.path.count) } == ["/again/real.json"])
        #expect(outcome.findings.map(\.mark) == ["info same-file ", "info same-file "])
        #expect(outcome.fileCount == 1)
    }

    @Test func `a file over the limit is refused by its size`() throws {
        let folder = try TemporaryFolder()
        let bytes = Self.text("11-1011.00")
        try folder.write("x.json", bytes)
        #expect(try folder.load(maxFileBytes: bytes.count).findings.isEmpty)
        let outcome = try folder.load(maxFileBytes: bytes.count - 1)
        #expect(outcome.findings.map(\.mark) == ["error file-too-large "])
        #expect(outcome.findings[0].message.contains("\(bytes.count - 1)"))
    }

    @Test func `a folder without exports is a warning`() throws {
        let folder = try TemporaryFolder()
        try folder.write(".gitkeep", [])
        let outcome = try folder.load()
        #expect(outcome.findings.map(\.mark) == ["warning no-exports "])
        #expect(outcome.findings[0].file == folder.path)
        #expect(outcome.fileCount == 0 && !outcome.hasErrors)
    }

    @Test func `a folder that is named twice is read once`() throws {
        let folder = try TemporaryFolder()
        try folder.write("a/x.json", Self.text("11-1011.00"))
        let paths = ["\(folder.path)/a/", folder.path, folder.path]
        let outcome = Loader.load(Loader.Options(paths: paths, now: testTime))
        #expect(outcome.frameworks.count == 1)
        #expect(outcome.findings.map(\.mark) == ["info same-file ", "info same-file "])
    }

    @Test func `a file that is named is read whatever its name, and must be there`() throws {
        let folder = try TemporaryFolder()
        try folder.write("export.txt", Self.text("11-1011.00"))
        let path = "\(folder.path)/export.txt"
        let outcome = Loader.load(Loader.Options(paths: [path, path], now: testTime))
        #expect(outcome.frameworks.count == 1 && outcome.findings.isEmpty)
    }

    @Test func `a path that is not there is told and the others load`() throws {
        let folder = try TemporaryFolder()
        try folder.write("a/x.json", Self.text("11-1011.00"))
        try folder.write("b.json", Self.text("11-1021.00"))
        let named = ["a", "nowhere", "b.json", "b.json/c"].map { "\(folder.path)/\($0)" } + ["", "a\u{0}b"]
        let outcome = Loader.load(Loader.Options(paths: named, now: testTime))
        #expect(outcome.frameworks.count == 2 && outcome.fileCount == 2)
        #expect(
            outcome.unreadable.map { "\($0.path): \($0.reason)" } == [
                "\(folder.path)/nowhere: no such file or folder", "\(folder.path)/b.json/c: Not a directory",
                "\"\": not a path", #""a\u{0}b": not a path"#,
            ])
        #expect(Set(outcome.findings.map(\.file)) == Set(outcome.unreadable.map(\.path)))
        #expect(outcome.findings.allSatisfy { $0.rule == .unreadableFile } && outcome.hasErrors)
    }

    @Test func `the outcome is the same on any number of threads`() throws {
        let folder = try TemporaryFolder()
        for index in 0..<200 {
            try folder.write("\(index).json", index % 7 == 0 ? [0xFF] : Self.text("11-\(1000 + index).00"))
        }
        let single = try folder.load(parallelism: 1)
        for threads in [2, 3, 64] {
            let outcome = try folder.load(parallelism: threads)
            #expect(outcome.frameworks.map(\.source.digest) == single.frameworks.map(\.source.digest))
            #expect(outcome.findings.map(\.file) == single.findings.map(\.file))
        }
        #expect(single.rejected.count == 29)
    }
}
