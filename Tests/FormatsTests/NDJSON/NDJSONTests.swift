import Formats
import Testing

struct NDJSONTests {
    @Test(arguments: [
        ("{}", "{}\n"), ("{\"a\":\"b\\n\"}", "{\"a\":\"b\\n\"}\n"), ("{\r\n \"a\":\n1}", "{ \"a\":1}\n"),
    ])
    func `a line holds one text and no other line break`(_ json: String, _ line: String) {
        #expect(String(decoding: NDJSON.line(Array(json.utf8)), as: UTF8.self) == line)
    }
}
