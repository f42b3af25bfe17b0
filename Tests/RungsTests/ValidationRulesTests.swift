import Catalog
import Testing

@Suite struct ValidationRulesTests {
    @Test func `the page of the rules has every rule as the code has it`() throws {
        let page = String(
            decoding: try repositoryFile("Sources/rungs/Documentation.docc/ValidationRules.md"), as: UTF8.self)
        let code = String(decoding: try repositoryFile("Sources/Catalog/Finding/Finding+Rule.swift"), as: UTF8.self)
        var sections = ""
        var listed: [Finding.Rule] = []
        for line in code.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
            if line.hasPrefix("// ") {
                // The comment above a group is its heading.
                sections += "\n## \(line.dropFirst(3).dropLast())\n\n"
                sections += "| Rule | Severity | In order | Otherwise |\n|---|---|---|---|\n"
            } else if line.hasPrefix("case "), let id = line.split(separator: "\"").last {
                let rule = try #require(Finding.Rule(rawValue: String(id)))
                let severities = rule.meaning.severities.map(\.rawValue).joined(separator: ", ")
                sections += "| `\(rule.id)` | \(severities) | \(rule.meaning.summary) | \(rule.meaning.consequence) |\n"
                listed.append(rule)
            }
        }

        #expect(listed == Finding.Rule.allCases)
        #expect(page.hasSuffix(sections), "the page is to end with \(sections)")
    }

    @Test(arguments: Finding.Rule.allCases)
    func `a cell of the page is plain text of whole sentences`(rule: Finding.Rule) {
        for cell in [rule.meaning.summary, rule.meaning.consequence] {
            #expect(cell.hasSuffix(".") && !cell.contains("|") && !cell.contains("\n"))
        }
    }
}
