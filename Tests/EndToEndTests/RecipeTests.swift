import JSON
import TestSupport
import Testing
import rungs

/// The page of recipes: what it has to copy is run as it stands there, and does what the page says.
@Suite struct RecipeTests {
    private static let hasShell = RecipeLanguage.sh.interpreter != nil
    private static let hasPython = RecipeLanguage.python.interpreter != nil
    private static let hasNode = RecipeLanguage.javascript.interpreter != nil
    private static let hasPowerShell = RecipeLanguage.powershell.interpreter != nil

    @Test func `every block of the page is known here, and the reverse`() throws {
        let known = Recipe.allCases.flatMap { recipe in
            recipe.languages.map { "\(recipe.rawValue), \($0.rawValue)" }
        }
        #expect(try RecipePage.blocks().map { "\($0.heading), \($0.language)" } == known)
    }

    @Test(.enabled(if: hasShell, "there is no curl or no python3"), arguments: Recipe.all(in: .sh))
    func `sh does what the page says`(recipe: Recipe) throws {
        try check(recipe, .sh) { try $0.output() }
    }

    @Test(.enabled(if: hasPython, "no python3 here has requests"), arguments: Recipe.all(in: .python))
    func `Python does what the page says`(recipe: Recipe) throws {
        try check(recipe, .python) { try $0.output() }
    }

    @Test(.enabled(if: hasNode, "there is no node of version 18 or later"), arguments: Recipe.all(in: .javascript))
    func `JavaScript does what the page says`(recipe: Recipe) throws {
        try check(recipe, .javascript) { try $0.output() }
    }

    @Test(.enabled(if: hasPowerShell, "there is no pwsh"), arguments: Recipe.all(in: .powershell))
    func `PowerShell does what the page says`(recipe: Recipe) throws {
        try check(recipe, .powershell) { try $0.output().replacing("\r\n", with: "\n") }
    }

    @Test(arguments: Recipe.all(in: .powershell))
    func `what PowerShell would do is what the page says`(recipe: Recipe) throws {
        let block = try RecipePage.blocks().first { $0.heading == recipe.rawValue && $0.language == "powershell" }
        #expect(block?.text == PowerShellTwin.text(of: recipe))
        try check(recipe, .powershell) { try PowerShellTwin.output(of: $0) }
    }

    /// - Parameter output: runs the recipe once, and gives what it prints.
    private func check(_ recipe: Recipe, _ language: RecipeLanguage, output: (RecipeRun) throws -> String) throws {
        switch recipe {
        case .framework: try checkFramework(RecipeRun(recipe, language), output)
        case .paging: try checkPaging(RecipeRun(recipe, language), output)
        case .export: try checkExport(RecipeRun(recipe, language), output)
        case .polling: try checkPolling(RecipeRun(recipe, language), output)
        case .changes: try checkChanges(RecipeRun(recipe, language, settings: ["api.page.default=2"]), output)
        case .batch: try checkBatch(RecipeRun(recipe, language), output)
        case .problem: try checkProblem(RecipeRun(recipe, language), output)
        case .spreadsheet: try checkSpreadsheet(RecipeRun(recipe, language, change: Self.addFormulas), output)
        case .semicolons:
            try checkSpreadsheet(RecipeRun(recipe, language, change: Self.addFormulas), delimiter: ";", output)
        }
    }

    private typealias Output = (RecipeRun) throws -> String

    private func checkFramework(_ run: RecipeRun, _ output: Output) throws {
        let printed = try output(run)
        #expect(try run.requests() == ["200 /v1/frameworks/43-4121.00"])
        let framework = try #require(try run.frameworks().first { $0.string("soc") == "43-4121.00" })
        let title = "Library Assistants, Clerical v.26.05\n"
        switch run.language {
        case .sh:
            #expect(try printed == run.get("/v1/frameworks/43-4121.00").text)
        case .powershell:
            #expect(
                printed == title
                    + lines(of: framework) { level, statement in
                        "\(level.string("key")) \(statement.string("id"))"
                    })
        case .python, .javascript:
            var expected = title
            for level in framework["levels"]?.elements.map({ $0 }) ?? [] {
                expected += "\(level["ordinal"]?.integer ?? 0). \(level.string("label"))\n"
                for statement in level["statements"]?.elements.map({ $0 }) ?? [] {
                    expected += "   \(statement.string("id")) \(statement.string("statement"))\n"
                }
            }
            #expect(expected.count { $0 == "\n" } == 1 + 4 + 40)
            #expect(printed == expected)
        }
    }

    private func checkPaging(_ run: RecipeRun, _ output: Output) throws {
        let printed = try output(run)
        let requests = try run.requests()
        #expect(requests.first == "200 /v1/statements?limit=50")
        #expect(requests.count == 3)
        #expect(requests.dropFirst().allSatisfy { $0.hasPrefix("200 /v1/statements?limit=50&cursor=") })
        let ids = try run.frameworks().map { lines(of: $0) { $1.string("id") } }.joined()
        #expect(ids.count { $0 == "\n" } == 120)
        #expect(printed == ids)
    }

    private func checkExport(_ run: RecipeRun, _ output: Output) throws {
        let printed = try output(run)
        #expect(try run.requests() == ["200 /v1/export?format=ndjson"])
        if run.language == .sh {
            #expect(printed == "")
            #expect(try run.file("frameworks.ndjson") == run.get("/v1/export?format=ndjson").text)
            #expect(try run.file("frameworks.ndjson").count { $0 == "\n" } == 3)
        } else {
            #expect(
                printed == """
                    25-4031.00 v.26.05 Library Technicians
                    43-4121.00 v.26.05 Library Assistants, Clerical
                    49-3091.00 v.26.05 Bicycle Repairers

                    """)
        }
    }

    private func checkPolling(_ run: RecipeRun, _ output: Output) throws {
        func poll(_ status: Int) throws {
            #expect(try output(run) == "\(status)\n")
            #expect(try run.requests() == ["\(status) /v1/frameworks?limit=500"])
            // Whether it came now or was kept.
            #expect(try run.file("frameworks.json") == run.get("/v1/frameworks?limit=500").text)
            _ = try run.requests()
        }
        for status in [200, 304, 304] { try poll(status) }
        try run.publish("49-9064.00.json", SampleExport.all[0].text)
        #expect(try run.json("/v1/frameworks")["page"]?["total"]?.integer == 4)
        _ = try run.requests()
        for status in [200, 304] { try poll(status) }
    }

    private func checkChanges(_ run: RecipeRun, _ output: Output) throws {
        if run.language == .sh {
            let since = "/v1/changes?since=2026-05-19T10:05:00.000Z"
            let printed = try output(run)
            #expect(try run.requests() == ["200 \(since)"])
            #expect(try printed == run.get(since).text)
            let data = try Document(parsing: Array(printed.utf8)).root["data"]
            #expect(data?.elements.map { $0.string("soc") } == ["25-4031.00", "49-3091.00"])
            return
        }
        func line(_ type: String, _ soc: String, _ version: String) -> String {
            "framework.\(type) \(soc) \(version) \(run.base)/v1/frameworks/\(soc)/versions/\(version)\n"
        }
        func targets() throws -> [String] {
            try run.requests().map { $0.replacing("%3A", with: ":") }
        }
        #expect(
            try output(run) == line("added", "43-4121.00", "v.25.11") + line("updated", "43-4121.00", "v.26.05")
                + line("added", "25-4031.00", "v.26.05") + line("added", "49-3091.00", "v.26.05"))
        let first = try targets()
        #expect(first.count == 2 && first[0] == "200 /v1/changes" && first[1].hasPrefix("200 /v1/changes?cursor="))

        let poll = "200 /v1/changes?since=2026-05-19T10:10:00.000Z"
        #expect(try output(run) == "")
        #expect(try targets() == [poll])
        // Of the same instant as the last.
        var clocks = SampleExport.all[0]
        clocks.exportedAt = "2026-05-19T10:10:00.000Z"
        try run.publish("49-9064.00.json", clocks.text)
        #expect(try output(run) == line("added", "49-9064.00", "v.1"))
        #expect(try targets() == [poll])
        // The same version, exported anew.
        clocks.exportedAt = "2026-06-01T00:00:00.000Z"
        try run.publish("49-9064.00.json", clocks.text)
        #expect(try output(run) == line("added", "49-9064.00", "v.1"))
        #expect(try targets() == [poll])
        #expect(try output(run) == "")
        #expect(try targets() == ["200 /v1/changes?since=2026-06-01T00:00:00.000Z"])
    }

    private func checkBatch(_ run: RecipeRun, _ output: Output) throws {
        let current = try run.frameworks().flatMap { framework in
            statements(of: framework).map { level, statement in
                (id: statement.string("id"), line: "\(statement.string("id")) v.26.05 \(level.string("key"))\n")
            }
        }
        let old = try run.json("/v1/frameworks/43-4121.00/versions/v.25.11")
        let gone = try #require(
            statements(of: old).first { _, statement in !current.contains { $0.id == statement.string("id") } })
        let goneID = gone.statement.string("id")
        let ids = (run.language == .sh ? [current[0].id] : current.map(\.id)) + [goneID, "no-such"]
        try run.work.write("ids.txt", Array(ids.map { "\($0)\n" }.joined().utf8))
        _ = try run.requests()

        let printed = try output(run)
        let requests = try run.requests().map { $0.replacing("%2C", with: ",") }
        func request(_ ids: some Sequence<String>) -> String {
            "200 /v1/statements:batchGet?id=\(ids.joined(separator: ","))"
        }
        if run.language == .sh {
            #expect(requests == [request(ids)])
            #expect(try printed == run.get("/v1/statements:batchGet?id=\(ids.joined(separator: ","))").text)
            let batch = try Document(parsing: Array(printed.utf8)).root
            #expect(batch["data"]?.elements.map { $0.string("id") } == [current[0].id, goneID])
            #expect(batch["missing"]?.elements.map { $0.text?.string } == ["no-such"])
        } else {
            #expect(requests == [request(ids[..<100]), request(ids[100...])])
            #expect(current.count == 120)
            #expect(
                printed == current.map(\.line).joined() + "\(goneID) v.25.11 \(gone.level.string("key"))\n"
                    + "no-such missing\n")
        }
    }

    private func checkProblem(_ run: RecipeRun, _ output: Output) throws {
        let printed = try output(run)
        #expect(try run.requests() == ["400 /v1/statements?levl=emerging"])
        if run.language == .sh {
            let problem = try Document(parsing: Array(printed.utf8)).root
            #expect(problem.string("requestId") == "portal-1")
            #expect(problem.string("code") == "unknown-parameter")
            #expect(problem.string("type") == "\(run.base)/problems/unknown-parameter")
            #expect(problem["errors"]?.elements.map { $0.string("suggestion") } == ["level"])
            let response = try run.get("/v1/statements?levl=emerging", "X-Request-Id: portal-1\r\n")
            #expect(printed == response.text)
        } else {
            #expect(
                printed == """
                    400 unknown-parameter: Parameter 'levl' is not known here. Did you mean 'level'?
                    levl: use level

                    """)
        }
    }

    /// Statements that a spreadsheet could take for formulas, and with what delimits cells.
    private static func addFormulas(to folder: HarnessFolder) throws {
        let name = "43-4121.00_v.26.05.json"
        var text = String(decoding: try File.read("\(folder.path)/\(name)"), as: UTF8.self)
        for (title, formula) in [
            ("Cart sorting", "=1+1;\\\"two\\\", or"), ("Basic checkout", "@SUM"), ("Book drop clearing", "+1"),
            ("New card sign-up", "-1"),
        ] {
            text = text.replacing("\"\(title) — ", with: "\"\(formula) — ")
        }
        try folder.write(name, Array(text.utf8))
    }

    private func checkSpreadsheet(_ run: RecipeRun, delimiter: Character = ",", _ output: Output) throws {
        #expect(try output(run) == "")
        let query = "format=csv&bom=1&download=1" + (delimiter == ";" ? "&delimiter=semicolon" : "")
        #expect(try run.requests() == ["200 /v1/frameworks/43-4121.00/statements?\(query)"])
        let name = "43-4121.00_v.26.05_statements.csv"
        #expect(try HarnessFolder.names(in: run.work.path) == [name, run.language.fileName])

        let framework = try #require(try run.frameworks().first { $0.string("soc") == "43-4121.00" })
        let credits = (framework["attribution"]?.elements.map { $0.string("text") } ?? []).joined(separator: "; ")
        var expected = [
            [
                "soc", "occupation", "version", "level", "levelOrdinal", "position", "statementId", "title",
                "statement",
                "attribution", "url",
            ]
        ]
        for (level, statement) in statements(of: framework) {
            let cells = [
                "43-4121.00", "Library Assistants, Clerical", "v.26.05", level.string("key"),
                "\(level["ordinal"]?.integer ?? 0)", "\(statement["position"]?.integer ?? 0)", statement.string("id"),
                statement.string("title"), statement.string("statement"), credits, statement.string("links", "self"),
            ]
            expected.append(cells.map { cell in "=+-@".contains(cell.prefix(1)) && cell != "" ? "'\(cell)" : cell })
        }
        #expect(expected.joined().count { $0.hasPrefix("'") } == 8)
        #expect(expected.count == 41)
        #expect(try cells(of: name, in: run.work, delimiter: delimiter) == expected)
    }

    /// The rows of a file as a reader of CSV that is not ours sees it.
    private func cells(of name: String, in folder: HarnessFolder, delimiter: Character) throws -> [[String]] {
        let program = """
            import csv, json, sys
            assert open(sys.argv[1], "rb").read(3) == b"\\xef\\xbb\\xbf"
            with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
                print(json.dumps(list(csv.reader(file, delimiter=sys.argv[2], strict=True))))
            """
        let process = try HarnessProcess(
            ["python3", "-c", program, "\(folder.path)/\(name)", String(delimiter)],
            environment: RecipeLanguage.environment, executable: "/usr/bin/env")
        #expect(try process.wait() == 0, "\(process.standardError)")
        return try Document(parsing: Array(process.standardOutput.utf8)).root.elements.map { row in
            row.elements.map { $0.text?.string ?? "" }
        }
    }

    private func statements(of framework: Value) -> [(level: Value, statement: Value)] {
        (framework["levels"]?.elements.map { $0 } ?? []).flatMap { level in
            (level["statements"]?.elements.map { (level, $0) } ?? [])
        }
    }

    private func lines(of framework: Value, _ line: (_ level: Value, _ statement: Value) -> String) -> String {
        statements(of: framework).map { line($0.level, $0.statement) + "\n" }.joined()
    }
}
