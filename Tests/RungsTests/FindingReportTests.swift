import Catalog
import Testing
import rungs

@Suite struct FindingReportTests {
    @Test func `a named path that cannot be read is told from a file that is bad`() {
        func finding(_ file: String, _ rule: Finding.Rule) -> Finding {
            Finding(file: file, rule: rule, severity: .error, message: "m", help: "h")
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

    @Test func `a report is text for people and one object for machines`() {
        let report = FindingReport(
            files: 3,
            findings: [
                Finding(
                    file: "a.json", line: 3, column: 14, offset: 60, pointer: "/occupation/soc", rule: .invalidSOC,
                    severity: .error, message: "the code \"x\" is no SOC code", help: "write it as 43-4121.00"),
                Finding(
                    file: "b\nc.json", rule: .emptyFile, severity: .warning, message: "the file is empty",
                    help: "remove it"),
            ])

        #expect(
            report.text == """
                a.json:3:14: error: the code "x" is no SOC code [invalid-soc] at /occupation/soc
                    write it as 43-4121.00
                b\\nc.json: warning: the file is empty [empty-file]
                    remove it
                3 files, 1 error, 1 warning

                """)
        #expect(
            report.json == """
                {"files":3,"errors":1,"warnings":1,"findings":[{"file":"a.json","line":3,"column":14,"offset":60,\
                "pointer":"/occupation/soc","rule":"invalid-soc","severity":"error",\
                "message":"the code \\"x\\" is no SOC code","help":"write it as 43-4121.00"},\
                {"file":"b\\nc.json","pointer":"","rule":"empty-file","severity":"warning",\
                "message":"the file is empty","help":"remove it"}]}

                """)
    }
}
