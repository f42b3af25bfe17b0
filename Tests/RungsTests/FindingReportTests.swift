import Catalog
import Testing
import rungs

@Suite struct FindingReportTests {
    @Test func `a named path that cannot be read is told from a file that is bad`() {
        func finding(_ file: String, _ rule: Finding.Rule) -> Finding {
            Finding(file: file, rule: rule, message: "m", help: "h")
        }
        let report = FindingReport(
            files: 3,
            findings: [
                finding("a.json", .unreadableFile), finding(#"b\u{A}.json"#, .unreadableFile),
                finding("c.json", .emptyFile),
            ])

        #expect(report.unreadable(among: ["a.json", "b\n.json", "c.json", "d"]) == ["a.json", "b\n.json"])
        #expect(report.unreadable(among: ["."]) == [])
    }

    private static let export = Array("{\n  \"soc\": \"25-4031\",\n\t\"a\": 1}".utf8)

    /// One with its line, and one that is about a file as a whole.
    private static let report: FindingReport = {
        var finding = Finding(
            file: "a.json", line: 2, column: 10, offset: 11, pointer: "/occupation/soc", rule: .invalidSOC,
            message: "the code \"x\" is no SOC code", help: "write it as 43-4121.00")
        finding.addExcerpt(of: export)
        return FindingReport(
            files: 3,
            findings: [
                finding,
                Finding(
                    file: "b\nc.json", rule: .noExports, message: "nothing is here", help: "remove it"),
                Finding(file: "d.json", pointer: "/x", rule: .unknownField, message: "not known", help: "Nothing."),
            ])
    }()

    @Test func `text is for people`() {
        #expect(
            Self.report.text() == """
                a.json:2:10: error: the code "x" is no SOC code [invalid-soc] at /occupation/soc
                  2 |   "soc": "25-4031",
                    |          ^
                    write it as 43-4121.00
                b\\nc.json: warning: nothing is here [no-exports]
                    remove it
                d.json: info: not known [unknown-field] at /x
                    Nothing.
                3 files, 1 error, 1 warning

                """)
    }

    @Test func `only severities and carets have colours`() {
        let text = Self.report.text(isColoured: true)
        #expect(text.contains("a.json:2:10: \u{1B}[1;31merror\u{1B}[0m: the code"))
        #expect(text.contains("    |          \u{1B}[1;31m^\u{1B}[0m\n"))
        #expect(text.contains(": \u{1B}[1;33mwarning\u{1B}[0m: ") && text.contains(": \u{1B}[1;36minfo\u{1B}[0m: "))
        let plain = ["1;31", "1;33", "1;36", "0"].reduce(text) { $0.replacing("\u{1B}[\($1)m", with: "") }
        #expect(plain == Self.report.text())
    }

    @Test(
        arguments: [
            ([:], true, true), ([:], false, false), (["NO_COLOR": ""], true, true), (["NO_COLOR": "1"], true, false),
            (["TERM": "dumb"], true, false), (["TERM": "xterm"], true, true), (["TERM": "xterm"], false, false),
        ] as [([String: String], Bool, Bool)])
    func `colours are for terminals that may have them`(
        environment: [String: String], isTerminal: Bool, hasColours: Bool
    ) {
        var context = ProgramContext.current
        context.environment = environment
        context.isOutputTerminal = isTerminal
        #expect(context.hasColours == hasColours)
    }

    @Test func `json is one object for machines`() {
        #expect(
            Self.report.json == """
                {"files":3,"errors":1,"warnings":1,"findings":[{"file":"a.json","line":2,"column":10,"offset":11,\
                "pointer":"/occupation/soc","rule":"invalid-soc","severity":"error",\
                "message":"the code \\"x\\" is no SOC code","help":"write it as 43-4121.00"},\
                {"file":"b\\nc.json","pointer":"","rule":"no-exports","severity":"warning",\
                "message":"nothing is here","help":"remove it"},\
                {"file":"d.json","pointer":"/x","rule":"unknown-field","severity":"info",\
                "message":"not known","help":"Nothing."}]}

                """)
    }

    @Test func `github is a workflow command a finding`() {
        #expect(
            Self.report.github == """
                ::error file=a.json,line=2,col=10,title=invalid-soc::the code "x" is no SOC code. \
                write it as 43-4121.00
                ::warning file=b%0Ac.json,title=no-exports::nothing is here. remove it
                ::notice file=d.json,title=unknown-field::not known. Nothing.
                3 files, 1 error, 1 warning

                """)
    }

    @Test func `nothing that a file holds begins another workflow command`() {
        let hostile = "a,line=9::b\n::error::c\r\n##[error]d%0A:\u{1B}[2J\u{2028}\u{85}"
        let report = FindingReport(
            files: 1, findings: [Finding(file: hostile, rule: .emptyFile, message: hostile, help: hostile)])
        let data = #"a,line=9::b%0A::error::c%0D%0A##[error]d%250A:\u001b[2J\u2028\u0085"#
        let file = #"a%2Cline=9%3A%3Ab%0A%3A%3Aerror%3A%3Ac%0D%0A##[error]d%250A%3A\u001b[2J\u2028\u0085"#
        #expect(
            report.github == """
                ::error file=\(file),title=empty-file::\(data). \(data)
                1 file, 1 error, 0 warnings

                """)
    }
}
