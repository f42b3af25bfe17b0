import Catalog
import Testing
import rungs

@Suite struct WordingTests {
    @Test(arguments: [(0, "0 files"), (1, "1 file"), (2, "2 files")])
    func `one is not many`(count: Int, text: String) {
        #expect(counted(count, "file") == text)
    }

    @Test func `refused data is told by its first error and the count of the others`() {
        func finding(_ line: Int, _ severity: Finding.Severity) -> Finding {
            Finding(
                file: "a.json", line: line, column: 1, rule: .missingField, severity: severity, message: "m",
                help: "Do it.")
        }
        func message(_ findings: Finding...) -> String {
            DataError.rejected([Snapshot.RejectedFile(path: "a.json", findings: findings)]).message
        }

        #expect(message(finding(1, .warning), finding(2, .error)) == "a.json:2:1: m. Do it.")
        #expect(
            message(finding(1, .error), finding(2, .error))
                == "a.json:1:1: m. Do it. (1 more error, 1 file refused: `rungs validate` lists them)")
    }
}
