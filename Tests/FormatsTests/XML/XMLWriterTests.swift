import Formats
import JSON
import Testing

struct XMLWriterTests {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    @Test func `elements stand one within the other`() {
        var writer = XMLWriter()
        writer.element("a", ["b": "c", "d": ""]) { writer in
            writer.element("e", ["f": "g"])
            writer.element("h", text: "i")
            writer.element("j", text: Text("k"))
            writer.text("l")
        }
        let expected = "<a b=\"c\" d=\"\"><e f=\"g\"/><h>i</h><j>k</j>l</a>"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == Self.declaration + expected)
    }

    @Test(arguments: [
        ("", ""), ("plain é — 🔔", "plain é — 🔔"), ("<&>\"'", "&lt;&amp;&gt;&quot;'"), ("]]>", "]]&gt;"),
        ("a\r\n\tb", "a&#13;&#10;&#9;b"), ("\u{0}\u{8}\u{B}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("\u{FFFD}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("\u{FFBE}\u{FFBF}\u{FEFF}", "\u{FFBE}\u{FFBF}\u{FEFF}"),
        ("\u{7F}\u{85}\u{FFFC}\u{10FFFF}", "\u{7F}\u{85}\u{FFFC}\u{10FFFF}"),
    ])
    func `text is escaped, and what XML cannot have is replaced`(_ text: String, _ written: String) {
        var content = XMLWriter()
        content.element("a", text: text)
        #expect(String(decoding: content.bytes, as: UTF8.self) == "\(Self.declaration)<a>\(written)</a>")
        var attribute = XMLWriter()
        attribute.element("a", ["b": text])
        #expect(String(decoding: attribute.bytes, as: UTF8.self) == "\(Self.declaration)<a b=\"\(written)\"/>")
    }
}
