import Catalog
import HTTP
import HTTPTypes
import JSON
import TestSupport
import Testing

@testable import API

struct MarkdownTests {
    @Test func `a framework with all that an export can have`() throws {
        let url = "https://rungs.example/v1/frameworks/33-3333.00"
        let answer = try Client().get("/v1/frameworks/33-3333.00?format=md")
        #expect(answer.response.representation?.type == .markdown)
        #expect(
            answer.text == """
                # Écluse "Lock" Keepers

                - Code: 33-3333.00
                - Sector: 33
                - Job zone: 1 (not inferred)
                - Version: 2025+a
                - Exported: 2025-03-01T00:00:00+01:00

                What a lock asks for.

                Locks, not doors.

                ## novice

                1. **Gate** — opens, and "shuts" it
                2. Reads the gauge

                ## Meister

                1. **Flood** — closes the weir

                ## Sources

                - onet: v1 (CC BY 4.0)
                - notes: by hand

                ## Attribution

                - O\\*NET v1 (CC BY 4.0) — covers occupational data

                [\(url)](<\(url)>)

                """)
    }

    @Test func `one with as little as it can have`() throws {
        let framework = try Samples.framework(
            Samples.founders, "Founders", group: nil, sector: nil, jobZone: 4, isInferred: nil, version: "v.1",
            exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: nil, sources: [],
            levels: Samples.levels([[], ["Sweeps"]], soc: Samples.founders))
        let url = "https://rungs.example/v1/frameworks/11-1111.00"
        #expect(
            try Client(Samples.snapshot([framework])).get("/v1/frameworks/11-1111.00?format=md").text == """
                # Founders

                - Code: 11-1111.00
                - Job zone: 4
                - Version: v.1
                - Exported: 2025-01-01T00:00:00Z

                ## Emerging

                ## Developing

                1. Sweeps

                [\(url)](<\(url)>)

                """)
    }

    @Test func `an inferred zone is said to be one`() throws {
        #expect(
            try Client().get("/v1/frameworks/22-2222.02?format=md").text.contains("\n- Job zone: 2 (inferred)\n"))
    }

    @Test func `a version and a level are that part, and lead to themselves`() throws {
        let client = try Client()
        let version = client.get("/v1/frameworks/11-1111.00/versions/v.1?format=md").text
        #expect(version.contains("\n- Version: v.1\n"))
        #expect(version.contains("3. Sweeps the pit\n\n## Developing\n"))
        #expect(version.hasSuffix("](<https://rungs.example/v1/frameworks/11-1111.00/versions/v.1>)\n"))
        let level = client.get("/v1/frameworks/11-1111.00/levels/2?format=md").text
        #expect(level.split(separator: "\n").filter { $0.hasPrefix("## ") }.first == "## Developing")
        #expect(level.split(separator: "\n").count { $0.hasPrefix("## ") } == 3)
        #expect(level.contains("\n2. **Fire** — feeds the furnace\n"))
        #expect(level.hasSuffix("](<https://rungs.example/v1/frameworks/11-1111.00/levels/developing>)\n"))
    }

    @Test(
        arguments: [
            ("text/markdown", "md"), ("text/markdown, text/csv;q=0.9", "md"), ("text/*", "csv"),
            ("text/*, text/csv;q=0.5", "md"), ("application/x-ndjson, text/markdown", "ndjson"),
            ("text/markdown, */*", "json"), ("text/markdown, */*;q=0.1", "md"),
        ])
    func `it is the last of the types that are wanted alike`(_ accept: String, _ format: String) throws {
        let type = try Client().get("/v1/frameworks/11-1111.00", [.accept: accept]).response.representation?.type
        #expect(type?.format?.description == format)
    }

    @Test func `it has a tag and a name of its own`() throws {
        let client = try Client()
        let answer = client.get("/v1/frameworks/11-1111.00?format=md&download=1")
        #expect(answer[.contentDisposition] == "attachment; filename=\"11-1111.00_v.2.md\"")
        #expect(answer.tag != client.get("/v1/frameworks/11-1111.00").tag)
        #expect(answer.tag != client.get("/v1/frameworks/11-1111.00/versions/v.2?format=md").tag)
        #expect(answer.tag == client.get("/v1/frameworks/11-1111.00/versions/latest?format=md").tag)
    }

    // MARK: - By another reader

    @Test(.enabled(if: reader != nil, "a Python with the markdown-it-py package"))
    func `a reader of Markdown sees the texts as they are`() throws {
        var generator = SeededGenerator(seed: 7)
        var documents: [(source: String, expected: [[String]])] = []
        for _ in 0..<400 {
            let framework = try Self.framework(using: &generator)
            let source = try Client(Samples.snapshot([framework])).get("/v1/frameworks/11-1111.00?format=md").text
            documents.append((source, Self.blocks(of: framework)))
        }
        let script = Files.inRepository("Tests/Markdown/read.py")
        let input = documents.map { Self.json($0.source) + [UInt8(ascii: "\n")] }.joined()
        let lines = try PythonValidator.run((Self.reader ?? []) + [script], input: Array(input)).split(separator: "\n")
        try #require(lines.count == documents.count)
        for (line, document) in zip(lines, documents) {
            let seen = try Document(parsing: Array(line.utf8)).root.elements.map { block in
                block.elements.compactMap { $0.text?.string }
            }
            #expect(seen == document.expected, "\(document.source)")
        }
    }

    private static let reader: [String]? = [["/usr/bin/python3"], ["/usr/bin/env", "python3"]].first { command in
        (try? PythonValidator.run(command + ["-c", "import markdown_it"], input: [])) != nil
    }

    private static func json(_ text: String) -> [UInt8] {
        var writer = Writer()
        writer.string(text)
        return writer.bytes
    }

    /// What a text is made of: all of the markup that there is, and what stands around it.
    private static let pieces: [String] = [
        "a", "B", "9", "é", "—", " ", " ", " ", "  ", "\t", "\n", "\r\n", "\n\n", "\n    ", "#", "##", "-", "--", "+",
        "*", "**", "***", "_", "__", "`", "```", "~", "~~", "~~~", ">", "<", "<b>", "</b>", "<script>", "<!--", "-->",
        "<https://x.test>", "https://x.test", "[", "]", "(", ")", "![", "](/x)", "[x]: /y", "[x]", "|", "\n|-|-|\n",
        "=", "===", "---", "1.", "1. ", "23)", "1234567890. ", "&", "&amp;", "&#35;", "&#x23;", "&copy", "\\", "\\\\",
        "\\*", "\\\n", "  \n", "!", "\"", "'", "$", "$$", "{", "}", "^", ":", ".", ",", "/", "@", "%", "\u{A0}",
    ]

    /// A text that is more than white space and neither begins nor ends with it, as exports are read.
    private static func text(using generator: inout SeededGenerator) -> String {
        while true {
            let count = Int.random(in: 1...8, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            if !trimmed.isEmpty, trimmed.firstRange(of: " — ") == nil { return trimmed }
        }
    }

    private static func framework(using generator: inout SeededGenerator) throws -> Framework {
        let statements = (0..<8).map { number in
            number % 2 == 0
                ? text(using: &generator) : "\(text(using: &generator)) — \(text(using: &generator))"
        }
        return try Samples.framework(
            Samples.founders, text(using: &generator), group: text(using: &generator), sector: nil, jobZone: nil,
            isInferred: nil, version: "v.1", exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000),
            attribution: text(using: &generator), sources: [(text(using: &generator), text(using: &generator))],
            description: text(using: &generator), context: text(using: &generator),
            levels: [
                Samples.level("novice", 1, label: text(using: &generator), statements, soc: Samples.founders),
                Samples.level("Master", 2, label: nil, [text(using: &generator)], soc: Samples.founders),
            ])
    }

    /// What the document of a framework says, block by block.
    private static func blocks(of framework: Framework) -> [[String]] {
        func shown(_ text: Text?) -> String { words(of: text?.string ?? "") }
        var blocks = [
            ["h1", shown(framework.occupation.title)], ["ul", "Code: 11-1111.00"],
            ["ul", "Group: \(shown(framework.occupation.group))"], ["ul", "Version: v.1"],
            ["ul", "Exported: 2025-01-01T00:00:00Z"], ["p", shown(framework.description)],
            ["p", shown(framework.contextCovered)],
        ]
        for level in framework.levels {
            blocks.append(["h2", level.label.map { shown($0) } ?? level.key])
            for statement in level.statements {
                let parts = statement.parts.map { "\u{2}\(shown($0.title))\u{3} — \(shown($0.text))" }
                blocks.append(["ol", parts ?? shown(statement.verbatim)])
            }
        }
        blocks.append(["h2", "Sources"])
        blocks += framework.sources.map { ["ul", "\(shown($0.name)): \(shown($0.value))"] }
        blocks += [["h2", "Attribution"], ["ul", shown(framework.attribution)]]
        let url = "https://rungs.example/v1/frameworks/11-1111.00"
        return blocks + [["p", "\u{1}\(url)\(url)\u{1}"]]
    }

    /// White space other than that of ASCII is text.
    private static func words(of text: String) -> String {
        let words = text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return words.compactMap { String(Substring($0)) }.joined(separator: " ")
    }
}
