import Testing

@testable import Formats

struct MarkdownTests {
    @Test(
        arguments: [
            ("plain — text, 3.5 mm (x) it's \"so\"", "plain — text, 3.5 mm (x) it's \"so\""),
            ("*a* _b_ **c** __d__", #"\*a\* \_b\_ \*\*c\*\* \_\_d\_\_"#), ("snake_case", #"snake\_case"#),
            ("`code` ``` x", #"\`code\` \`\`\` x"#), ("~~gone~~ ~", #"\~\~gone\~\~ \~"#),
            ("[text](/url) ![image](x) [ref]: /x", #"\[text\](/url) !\[image\](x) \[ref\]: /x"#),
            ("<script>alert(1)</script> <!-- x", #"\<script>alert(1)\</script> \<!-- x"#),
            ("<https://x.test>", #"\<https://x.test>"#), ("a | b", #"a \| b"#), ("$x$", #"\$x\$"#),
            ("&amp; &#38; &lt", #"\&amp; \&#38; \&lt"#), ("R & D, AT&T, a &", #"R & D, AT\&T, a &"#),
            (#"back\slash \* end\"#, #"back\\slash \\\* end\\"#), ("C# C ## #5 F#", ###"C# C \## \#5 F#"###),
            ("\u{E9}\u{1F600}\u{A0}x", "\u{E9}\u{1F600}\u{A0}x"),
        ])
    func `what is markup within a line is escaped, and nothing else`(_ text: String, _ source: String) {
        #expect(escaped(text, startsBlock: false) == source)
        #expect(escaped("a " + text, startsBlock: true) == "a " + source)
    }

    @Test(
        arguments: [
            ("# a", ##"\# a"##), ("- a", #"\- a"#), ("---", #"\---"#), ("- - -", #"\- - -"#), ("+ a", #"\+ a"#),
            ("> a > b", #"\> a > b"#), ("1. a", #"1\. a"#), ("12345) a", #"12345\) a"#), ("1.", #"1\."#),
            ("1.5 a", "1.5 a"), ("1.) a", "1.) a"), (". a", ". a"), ("a 1. b - c", "a 1. b - c"), ("a- b", "a- b"),
            ("    indented", "indented"), ("\t- a", #"\- a"#),
        ])
    func `what begins a block is escaped where a block begins`(_ text: String, _ source: String) {
        #expect(escaped(text, startsBlock: true) == source)
    }

    @Test(arguments: [
        ("- a", "- a"), ("1. a", "1. a"), ("> a", "> a"), ("+", "+"),
    ])
    func `it is no markup elsewhere`(_ text: String, _ source: String) {
        #expect(escaped(text, startsBlock: false) == source)
    }

    @Test(arguments: [
        ("a\r\nb", "a b"), ("a\n\n# b", ##"a \# b"##), ("a\n- b\n1. c\n===", "a - b 1. c ==="), ("a  \n b\t", "a b"),
        ("a\u{B}\u{C}b", "a b"), (" \n ", ""), ("", ""),
    ])
    func `white space never ends a line`(_ text: String, _ source: String) {
        #expect(escaped(text, startsBlock: true) == source)
    }

    private func escaped(_ text: String, startsBlock: Bool) -> String {
        String(decoding: Markdown.escaped(text.utf8, startsBlock: startsBlock), as: UTF8.self)
    }
}
