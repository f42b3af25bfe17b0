import Catalog
import Glibc
import TestSupport
import Testing

/// The bad inputs that cannot be shipped as files, each built beside a good one that loads all the same. The names and
/// verdicts are those of the table of bad inputs.
@Suite struct RuntimeInputTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let verdict: String
        /// `severity rule pointer`, in order of path.
        let marks: [String]
        /// Exports that load beside the good one.
        let loaded: Int
        /// What the first finding says, its file included.
        let message: String
        let build: @Sendable (borrowing TemporaryFolder) throws -> Void

        init(
            _ name: String, _ verdict: String, _ marks: String..., loaded: Int = 0, message: String = "",
            build: @escaping @Sendable (borrowing TemporaryFolder) throws -> Void
        ) {
            self.name = name
            self.verdict = verdict
            self.marks = marks
            self.loaded = loaded
            self.message = message
            self.build = build
        }

        var testDescription: String { name }
    }

    /// An export of another occupation than the good one.
    private static let export = ExportText().setting("/occupation/soc", "\"11-1011.00\"")
    private static let largest = "larger than the limit of 16777216 bytes"

    static let rows: [Row] = [
        Row("nesting-100k", "reject", "error nested-too-deep /0") { folder in
            try folder.write("x.json", [UInt8](repeating: UInt8(ascii: "["), count: 100_000))
        },
        Row("nesting-100k-closed", "reject", "error nested-too-deep /deep") { folder in
            let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
            try folder.write("x.json", export.setting("/deep", deep).bytes)
        },
        Row("nesting-10m", "reject", "error nested-too-deep /0") { folder in
            try folder.write("x.json", [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000))
        },
        Row("string-50mb", "reject", "error file-too-large ", message: largest) { folder in
            let text = String(repeating: "a", count: 50 << 20)
            try folder.write("x.json", export.setting("/x", "\"\(text)\"").bytes)
        },
        Row("statement-50mb", "reject", "error file-too-large ", message: largest) { folder in
            let text = "Shelves — " + String(repeating: "a", count: 50 << 20)
            try folder.write("x.json", export.setting("/framework/levels/emerging/statements/0", "\"\(text)\"").bytes)
        },
        Row("statements-1m", "reject", "error file-too-large ", message: largest) { folder in
            try folder.write("x.json", millionStatements)
        },
        Row("sparse-3gb", "reject", "error file-too-large ", message: largest) { folder in
            try folder.write("x.json", [])
            try #require(truncate("\(folder.path)/x.json", 3 << 30) == 0)
        },
        Row("symlink-good", "accept", loaded: 1) { folder in
            try folder.write("x.txt", export.bytes)
            try folder.link("x.json", to: "x.txt")
        },
        Row("symlink-dangling", "reject", "error unreadable-file ", message: "no such file") { folder in
            try folder.link("x.json", to: "nowhere")
        },
        Row(
            "symlink-loop", "reject", "error unreadable-file ", "error unreadable-file ", message: "too many links"
        ) { folder in
            try folder.link("a.json", to: "b.json")
            try folder.link("b.json", to: "a.json")
        },
        Row("symlink-dir-loop", "warn", "warning folder-loop ", "warning folder-loop ", loaded: 1) { folder in
            try folder.write("a/b/x.json", export.bytes)
            try folder.link("a/b/up", to: "../..")
            try folder.link("sub", to: ".")
        },
        // What its message may not show: `ExcerptLoadTests`.
        Row("symlink-outside", "reject", "error invalid-json ", message: "not valid JSON: ") { folder in
            try folder.link("x.json", to: "/etc/passwd")
        },
        Row("symlink-dev-zero", "reject", "error not-regular-file ", message: "a device") { folder in
            try folder.link("x.json", to: "/dev/zero")
        },
        Row("fifo", "reject", "error not-regular-file ", message: "a named pipe") { folder in
            try #require(mkfifo("\(folder.path)/x.json", 0o644) == 0)
        },
        Row("directory-named-json", "reject", "error folder-named-json ", message: "not entered") { folder in
            try folder.write("x.json/x.json", export.bytes)
        },
        Row("name-not-utf8", "warn", "warning unusual-file-name ", loaded: 1, message: #"/\xFF.json: "#) { folder in
            try folder.write("x", export.bytes)
            let name = "\(folder.path)/".utf8CString.dropLast() + [CChar(bitPattern: 0xFF)] + ".json".utf8CString
            try #require(rename("\(folder.path)/x", Array(name)) == 0)
        },
        Row("name-newline", "warn", "warning unusual-file-name ", loaded: 1, message: #"/x\u{A}\u{1B}[2J.json: "#) {
            folder in
            try folder.write("x\n\u{1B}[2J.json", export.bytes)
        },
        Row("name-long", "accept", loaded: 1) { folder in
            try folder.write(String(repeating: "x", count: 245) + ".json", export.bytes)
        },
        Row("hard-link", "accept", "info same-file ", loaded: 1) { folder in
            try folder.write("x.json", export.bytes)
            try #require(link("\(folder.path)/x.json", "\(folder.path)/y.json") == 0)
        },
    ]

    /// About 20 MB.
    private static var millionStatements: [UInt8] {
        let statements = (1...1_000_000).map { "\"Step \($0) — do it.\"" }.joined(separator: ",")
        return export.setting("/framework/levels/emerging/statements", "[\(statements)]").bytes
    }

    @Test(arguments: rows)
    func `a bad input has the verdict of the table, and what is beside it loads`(row: Row) throws {
        let folder = try TemporaryFolder()
        try folder.write("good.json", ExportText().bytes)
        try row.build(folder)
        let options = Loader.Options(paths: [folder.path], withExcerpts: true, now: testTime)
        let (outcome, time) = measured { Loader.load(options) }

        #expect(outcome.findings.map(\.mark) == row.marks)
        #expect(outcome.frameworks.count == row.loaded + 1)
        let message = outcome.findings.first.map { "\($0.file): \($0.message)" } ?? ""
        #expect(message.contains(row.message) || row.message.isEmpty)
        let severities = Set(outcome.findings.map(\.severity))
        let verdict = severities.contains(.error) ? "reject" : severities.contains(.warning) ? "warn" : "accept"
        #expect(verdict == row.verdict)
        #expect(time < .seconds(1))
        // Whatever the names are, a finding is one line.
        #expect(outcome.findings.allSatisfy { $0.file.unicodeScalars.allSatisfy { 0x20..<0x7F ~= $0.value } })
    }

    @Test func `with room for them, a million statements load with a warning`() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.json", Self.millionStatements)
        let outcome = try folder.load(maxFileBytes: 64 << 20)
        #expect(outcome.findings.map(\.mark) == ["warning many-statements /framework/levels/emerging/statements"])
        #expect(outcome.frameworks.first?.statementCount == 1_000_003)
    }

    /// Those that need the real program are in EndToEndTests.
    private static let elsewhere = ["unreadable reject", "unreadable-folder reject", "many-bad-files warn"]

    @Test(.enabled(if: BadInputTests.table != nil, "RUNGS_TEST_BAD is not set"))
    func `every row of the table is here`() throws {
        let table = try #require(BadInputTests.table).filter { $0[1] == "runtime" }
        #expect(
            Set(table.map { "\($0[0]) \($0[2])" }) == Set(Self.rows.map { "\($0.name) \($0.verdict)" } + Self.elsewhere)
        )
    }
}
