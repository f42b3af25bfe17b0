import Formats
import JSON
import Testing

struct CSVWriterTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a;b", "a;b"), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
        ("a\rb", "\"a\rb\""), ("a\r\nb", "\"a\r\nb\""), (" a ", " a "), ("=1+1", "=1+1"), ("é — 鐘", "é — 鐘"),
        ("\u{0}", "\u{0}"), ("it's", "it's"),
    ])
    func `a field is quoted where it must be`(_ value: String, _ field: String) {
        var writer = CSVWriter()
        writer.field(value)
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(field)\r\n")
    }

    @Test func `values of every type, absent ones empty`() {
        var writer = CSVWriter()
        writer.field(Text("a"))
        writer.field(nil as Text?)
        writer.field(-12)
        writer.field(nil as Int?)
        writer.field(true)
        writer.field(false)
        writer.field(nil as Bool?)
        writer.endRow()
        writer.field("b")
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "a,,-12,,true,false,\r\nb\r\n")
    }

    @Test(
        arguments: [
            (.comma, "a,b", "\"a,b\""), (.comma, "a;b\tc", "a;b\tc"), (.semicolon, "a;b", "\"a;b\""),
            (.semicolon, "a,b\tc", "a,b\tc"), (.tab, "a\tb", "\"a\tb\""), (.tab, "a,b;c", "a,b;c"),
        ] as [(CSVDialect.Delimiter, String, String)])
    func `a field is quoted where it holds the delimiter, not where it holds another`(
        _ delimiter: CSVDialect.Delimiter, _ value: String, _ field: String
    ) {
        #expect(written(value, CSVDialect(delimiter: delimiter)) == "\(field)\r\n")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "\"'\ra\""),
        ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("=", "'="), ("", ""), ("1=1", "1=1"), ("'=1", "'=1"), (" =1", " =1"),
        ("—", "—"),
    ])
    func `for spreadsheets, and only for them, an apostrophe stands before what they would compute`(
        _ value: String, _ field: String
    ) {
        #expect(written(value, CSVDialect(isForSpreadsheets: true)) == "\(field)\r\n")
        #expect(!written(value, CSVDialect()).contains("'") || value.contains("'"))
    }

    private func written(_ value: String, _ dialect: CSVDialect) -> String {
        var writer = CSVWriter(dialect)
        writer.field(value)
        writer.endRow()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        arguments: 0..<50,
        [(.comma, ","), (.semicolon, ";"), (.tab, "\t")] as [(CSVDialect.Delimiter, Character)])
    func `what is written is read back`(_ seed: UInt64, _ delimiter: (CSVDialect.Delimiter, Character)) throws {
        var random = SplitMix(state: seed)
        let alphabet = Array("ab,;\"'\r\n\t= é—".unicodeScalars)
        let rows: [[String]] = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                var text = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...8, using: &random) {
                    text.append(alphabet.randomElement(using: &random) ?? "a")
                }
                return String(text)
            }
        }
        var writer = CSVWriter(CSVDialect(delimiter: delimiter.0))
        for row in rows {
            for value in row { writer.field(value) }
            writer.endRow()
        }
        let read = try CSVReader.read(writer.bytes, delimiter: #require(delimiter.1.asciiValue))
        #expect(read == rows.map { row in row.map { Array($0.utf8) } })
    }
}

/// Random numbers that are the same on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
