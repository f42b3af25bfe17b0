import Catalog
import Glibc
import JSON
import Testing

private let exports = folder("RUNGS_TEST_EXPORTS")
private let corpus = folder("RUNGS_TEST_CORPUS")
private let bad = folder("RUNGS_TEST_BAD")

@Suite struct RealExportTests {
    @Test(.enabled(if: exports != nil, "RUNGS_TEST_EXPORTS is not set"))
    func `the real export loads without a finding and has its golden ids`() throws {
        let outcome = Loader.load(Loader.Options(paths: [try #require(exports)], now: testTime + 365 * 86_400_000))
        #expect(outcome.findings.map(\.mark) == [])
        let framework = try #require(outcome.frameworks.first { $0.soc.description == "43-4121.00" })
        #expect(framework.levels.map { $0.statements.map { String("\($0.id)".dropFirst(11)) } } == Self.ids)
        #expect(framework.levels.allSatisfy { $0.statements.allSatisfy { $0.parts != nil } })
        let credits = Attribution.entries(for: [framework])
        #expect(credits.count == 2 && credits[1].covers == "occupational data")
        #expect(credits[1].text.string.hasPrefix("O*NET v"))
    }

    // Computed apart from this code.
    static let ids = [
        [
            "k89kt61qgq", "gafzf7cw3g", "2zhxn9mhx3", "hfwsjn78pm", "gvrgfs69mg", "tfpx858vc0", "cz0g42xccg",
            "h3fdvefpfe", "v3ra8ve0rk", "1tsb9btpp4",
        ],
        [
            "5srtxcsdyz", "bpwv3gb880", "spzk52s5pj", "f36vkjhwgp", "7tdm1kq7yh", "sjmk0e2856", "fq97nqaken",
            "99cbyfms6p", "f22xe7vgt1", "ej7pxmr0vr",
        ],
        [
            "tzmyswdjew", "3etkrfdnhj", "pe6zt6y97z", "gg27v6f6xa", "ppa1dhb5k9", "2fe3wybsn3", "7d6c78737b",
            "5w2agjy922", "jpgtptha99", "6qrve5d0ec",
        ],
        [
            "50f60x6shh", "06ff5rdmyw", "sg3dfgptzh", "wxhmw3w9ja", "0x1530a29d", "7t7j980bdc", "d5h0evnr9t",
            "cnqr9xhn44", "x8ec453kty", "y0zapfetxj",
        ],
    ]
}

@Suite struct CorpusTests {
    @Test(.enabled(if: corpus != nil, "RUNGS_TEST_CORPUS is not set"))
    func `every export of the corpus loads and is kept byte for byte`() throws {
        let outcome = Loader.load(Loader.Options(paths: [try #require(corpus)], parallelism: 2))
        #expect(outcome.fileCount > 0)
        #expect(outcome.rejected.map(\.path) == [])
        #expect(outcome.frameworks.count == outcome.fileCount)
        for framework in outcome.frameworks {
            #expect(contents(framework.source.path) == framework.source.bytes)
        }
    }
}

/// The table of bad inputs: what is expected of each, and where.
@Suite struct BadInputTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let verdict: String
        /// nil where none is asserted.
        let pointer: String?
        var testDescription: String { name }
    }

    /// The columns of every row; nil where the table is not there.
    static let table = bad.map { bad in
        String(decoding: contents("\(bad)/INDEX.tsv"), as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static let cases = (table ?? []).filter { $0[1] == "static" }.map { columns in
        Case(name: columns[0], verdict: columns[2], pointer: columns[3] == "-" ? nil : columns[3])
    }

    @Test(.enabled(if: bad != nil, "RUNGS_TEST_BAD is not set"), arguments: cases)
    func `a bad input has the verdict of the table at its pointer`(row: Case) throws {
        let path = try #require(bad) + "/cases/" + row.name
        let isFolder = access("\(path).json", F_OK) != 0
        let outcome = Loader.load(
            Loader.Options(paths: [isFolder ? path : "\(path).json"], now: testTime + 365 * 86_400_000))
        let worst: String
        if !isFolder && outcome.frameworks.isEmpty {
            worst = "reject"
        } else if outcome.findings.contains(where: { $0.severity != .info }) {
            worst = "warn"
        } else {
            worst = "accept"
        }
        let marks = outcome.findings.map { "\($0.mark): \($0.message)" }
        #expect(worst == row.verdict, "\(marks)")
        #expect(isFolder || outcome.hasErrors == (row.verdict == "reject"))
        guard let pointer = row.pointer else { return }
        if row.verdict == "accept" {
            #expect(!outcome.frameworks.isEmpty)
            for framework in outcome.frameworks {
                let document = try Document(parsing: framework.source.bytes)
                let expected = try #require(value(at: pointer, in: document.root))
                if let unknown = framework.unknown.first(where: { $0.pointer == pointer }) {
                    #expect(unknown.value.string == expected.verbatim.string)
                } else {
                    let text = try #require(expected.text)
                    #expect(loaded(at: pointer, of: framework)?.string == text.string)
                }
            }
        } else {
            let severity = row.verdict == "reject" ? Finding.Severity.error : .warning
            #expect(outcome.findings.contains { $0.pointer == pointer && $0.severity == severity }, "\(marks)")
        }
    }

    /// RFC 6901, for the names of the table: none has an escape.
    private func value(at pointer: String, in root: Value) -> Value? {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(root) { value, step in
            if let index = Int(step), value?.kind == .array {
                return value?.elements.dropFirst(index).first { _ in true }
            }
            return value?[String(step)]
        }
    }

    /// What was loaded of a field that is a text.
    private func loaded(at pointer: String, of framework: Framework) -> Text? {
        let steps = pointer.split(separator: "/").map(String.init)
        switch (steps.first, steps.dropFirst().first) {
        case ("occupation", "title"): return framework.occupation.title
        case ("occupation", "soc"): return Text("\(framework.soc)")
        case ("framework", "version"): return Text("\(framework.version)")
        case ("framework", "levels"):
            let level = framework.levels.first { $0.key == steps[2] }
            return level?.statements.first { "\($0.position - 1)" == steps[4] }?.verbatim
        case ("sources", let name): return framework.sources.first { $0.name.string == name }?.value
        default: return nil
        }
    }

    @Test(.enabled(if: bad != nil, "RUNGS_TEST_BAD is not set"))
    func `the table has cases`() {
        #expect(Self.cases.count > 100)
    }
}
