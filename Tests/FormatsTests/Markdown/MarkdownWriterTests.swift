import JSON
import Testing

@testable import Formats

struct MarkdownWriterTests {
    @Test func `an empty line stands between blocks, and nothing where there is nothing`() {
        var writer = MarkdownWriter()
        writer.paragraph(nil)
        writer.list([Text]()) { _, _ in }
        writer.heading(2, Text("- A #"))
        writer.numberedList([Text]()) { _, _ in }
        writer.numberedList([Text("b"), Text("1. c")]) { $1.text($0, startsBlock: true) }
        writer.list([Text("d"), Text("# e")]) { $1.strong($0) }
        writer.paragraph(Text("+ f"))
        writer.paragraph { $0.link("https://a_b.test/x") }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == ##"""
                ## - A \#

                1. b
                2. 1\. c

                - **d**
                - **\# e**

                \+ f

                [https://a\_b.test/x](<https://a_b.test/x>)

                """##)
    }

    /// Else a line would cost as much as all before it.
    @Test(
        arguments: [
            { $0.heading(1, Text("a")) }, { $0.paragraph(Text("a")) }, { $0.list([Text("a")]) { $1.text($0) } },
            { $0.numberedList([Text("a")]) { $1.strong($0) } }, { $0.paragraph { $0.link("https://rungs.example") } },
        ] as [@Sendable (inout MarkdownWriter) -> Void])
    func `a block is added without a copy of what is written`(_ add: @Sendable (inout MarkdownWriter) -> Void) {
        var writer = MarkdownWriter(reserving: 1 << 16)
        writer.heading(1, Text("a"))
        let place = writer.bytes.withUnsafeBytes { $0.baseAddress }
        add(&writer)
        #expect(writer.bytes.withUnsafeBytes { $0.baseAddress } == place)
    }
}
