import Catalog
import TestSupport
import Testing

@Suite struct ExcerptTests {
    private static func excerpt(_ bytes: [UInt8], at offset: Int) throws -> Excerpt {
        var finding = Finding(file: "x.json", offset: offset, rule: .invalidJSON, message: "m", help: "h")
        finding.addExcerpt(of: bytes)
        return try #require(finding.excerpt)
    }

    /// The line, and below it the caret.
    private static func picture(_ text: String, at offset: Int) throws -> [String] {
        let excerpt = try excerpt(Array(text.utf8), at: offset)
        return [excerpt.text, String(repeating: " ", count: excerpt.column) + "^"]
    }

    @Test(arguments: [
        ("ab\ncde\nf", 4, "cde", " ^"), ("ab\r\ncde\r\nf", 5, "cde", " ^"), ("ab\rcde\rf", 4, "cde", " ^"),
        ("abc", 0, "abc", "^"), ("abc", 3, "abc", "   ^"), ("abc\n", 4, "", "^"), ("", 0, "", "^"),
        // The offset is at the line end itself.
        ("ab\ncd", 2, "ab", "  ^"), ("ab\r\ncd", 2, "ab", "  ^"), ("ab\r\ncd", 3, #"ab\u{D}"#, "       ^"),
        // Escapes, and the place after them.
        ("\t\tx", 2, "  x", "  ^"), (#"\n"x""#, 2, #"\n"x""#, "  ^"), ("\u{FEFF}{", 3, #"\u{FEFF}{"#, "        ^"),
        ("\u{1B}[2Jx", 4, #"\u{1B}[2Jx"#, "         ^"), ("\u{202E}x", 3, #"\u{202E}x"#, "        ^"),
        ("\u{0}x", 1, #"\u{0}x"#, "     ^"), ("\u{85}\u{2028}x", 5, #"\u{85}\u{2028}x"#, "              ^"),
        // Marks have no width, East Asian characters and emoji two columns.
        ("e\u{301}x", 3, "e\u{301}x", " ^"), ("図書x", 6, "図書x", "    ^"), ("📚x", 4, "📚x", "  ^"),
        ("é—x", 5, "é—x", "  ^"),
    ])
    func `the line is shown so that a terminal obeys nothing, with the caret below the place`(
        text: String, offset: Int, line: String, caret: String
    ) throws {
        #expect(try Self.picture(text, at: offset) == [line, caret])
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], 1, #"a\xFFb"#, 1), ([0x61, 0xFF, 0x62], 2, #"a\xFFb"#, 5),
            ([0xC0, 0xAF, 0x78], 2, #"\xC0\xAFx"#, 8), ([0xE2, 0x80], 2, #"\xE2\x80"#, 8),
            ([0x0F, 0x80, 0x62], 2, #"\u{F}\x80b"#, 9),
        ] as [([UInt8], Int, String, Int)])
    func `bytes that are not UTF-8 are shown as bytes`(bytes: [UInt8], offset: Int, line: String, column: Int) throws {
        let excerpt = try Self.excerpt(bytes, at: offset)
        #expect(excerpt.text == line && excerpt.column == column)
    }

    @Test func `a line is shown whole up to 100 columns, and around the place beyond`() throws {
        let line = String(repeating: "0123456789", count: 10)
        #expect(try Self.picture(line, at: 50)[0] == line)
        #expect(try Self.picture(line + "a", at: 0) == [line + "…", "^"])
        #expect(try Self.picture("a" + line, at: 101) == ["…" + line, String(repeating: " ", count: 101) + "^"])

        let long = String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)
        let expected = "…" + String(repeating: "a", count: 40) + "X" + String(repeating: "b", count: 59) + "…"
        #expect(try Self.picture(long, at: 5000) == [expected, String(repeating: " ", count: 41) + "^"])
        // Each is shown in many columns.
        let escapes = [UInt8](repeating: 0xFF, count: 5000)
        #expect(try Self.excerpt(escapes, at: 2500).text.count <= 102)
        // None has a width.
        let marks = Array(String(repeating: "\u{301}", count: 5000).utf8)
        #expect(try Self.excerpt(marks, at: 5000).text.utf8.count < 1000)
    }

    @Test func `any bytes give one bounded line that begins at its caret with the place`() throws {
        var generator = SeededGenerator(seed: 7)
        let odd: [[UInt8]] = [
            [0x0A], [0x0D], [0x0D, 0x0A], [0x1B], [0x00], [0xFF], [0xE2, 0x80, 0xAE], [0xE2, 0x80, 0xA8], [0xC3],
            Array("図".utf8), Array("x".utf8), Array("{\"a\": 1}".utf8),
        ]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<300, using: &generator)).flatMap { _ in
                odd.randomElement(using: &generator) ?? []
            }
            let offset = Int.random(in: 0...bytes.count, using: &generator)
            let excerpt = try Self.excerpt(bytes, at: offset)
            #expect(
                excerpt.text.unicodeScalars.allSatisfy { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: false
                    default: true
                    }
                })
            #expect(excerpt.column <= 101 && excerpt.text.count <= 102)
            // All before the caret has its width here, but for the wide character.
            let wide = excerpt.text.unicodeScalars.prefix(excerpt.column).count { $0 == "図" }
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "x"), wide == 0 {
                #expect(excerpt.text.unicodeScalars.dropFirst(excerpt.column).first == "x")
            }
        }
    }

    @Test func `of a line of 16 MB little is looked at`() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 16 << 20)
        let offsets = stride(from: 0, to: bytes.count, by: bytes.count / 100)
        let (widths, time) = try measured { try offsets.map { try Self.excerpt(bytes, at: $0).text.count } }
        #expect(widths.allSatisfy { $0 <= 102 })
        #expect(time < .seconds(10))
    }
}

/// Which findings of a load show their line.
@Suite struct ExcerptLoadTests {
    /// The names of the files whose finding has an excerpt, and those of the others.
    private static func load(_ paths: [String], withExcerpts: Bool = true) -> (shown: [String], hidden: [String]) {
        let outcome = Loader.load(Loader.Options(paths: paths, withExcerpts: withExcerpts, now: testTime))
        func names(_ findings: [Finding]) -> [String] {
            findings.map { String($0.file.split(separator: "/").last ?? "") }
        }
        let findings = outcome.findings.filter { $0.offset != nil }
        return (names(findings.filter { $0.excerpt != nil }), names(findings.filter { $0.excerpt == nil }))
    }

    @Test func `only files whose real path is in the named folder are shown`() throws {
        let folder = try TemporaryFolder()
        let root = folder.path
        for name in ["in/plain.json", "in/sub/deep.json", "in/..2026/mounted.json", "out/secret.json", "inside/x.json"]
        {
            try folder.write(name, Array("{\"file\": \(name)}".utf8))
        }
        // A volume of Kubernetes.
        try folder.link("in/..data", to: "..2026")
        try folder.link("in/mounted.json", to: "..data/mounted.json")
        try folder.link("in/leaving.json", to: "../out/secret.json")
        try folder.link("in/neighbour.json", to: "../inside/x.json")
        try folder.link("in/passwd.json", to: "/etc/passwd")
        try folder.link("current", to: "in")
        let shown = ["mounted.json", "plain.json", "deep.json"]
        let hidden = ["leaving.json", "neighbour.json", "passwd.json"]

        for path in ["\(root)/in", "\(root)/in/", "\(root)/out/../in", "\(root)/current"] {
            let names = Self.load([path])
            #expect(names.shown == shown && names.hidden == hidden, "\(path)")
        }
        // Of a file that is named it is the folder where it stands that counts.
        #expect(Self.load(["\(root)/in/plain.json"]).shown == ["plain.json"])
        #expect(Self.load(["\(root)/in/mounted.json"]).shown == ["mounted.json"])
        #expect(Self.load(["\(root)/in/leaving.json"]).hidden == ["leaving.json"])
        #expect(Self.load(["\(root)/in/plain.json", "\(root)/in/leaving.json"]).hidden == ["leaving.json"])
        // What a folder that is a link holds is not in the one that was named, but for what is there too.
        try folder.link("out/all", to: "../in")
        #expect(Self.load(["\(root)/out"]).shown == ["leaving.json"])
        #expect(Self.load([root]).hidden == ["passwd.json"])
        #expect(Self.load([root], withExcerpts: false).shown == [])
    }

    @Test func `what is found between files is shown too`() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.json", ExportText().bytes)
        try folder.write("b.json", ExportText().bytes)
        let outcome = Loader.load(Loader.Options(paths: [folder.path], withExcerpts: true, now: testTime))
        #expect(outcome.findings.map(\.mark) == ["warning duplicate-file /occupation/soc"])
        #expect(outcome.findings[0].excerpt?.text.contains(#""soc":"43-4121.00""#) == true)
    }

    @Test func `no finding of a file that is not JSON quotes it`() throws {
        let folder = try TemporaryFolder()
        let secrets = [
            "hunter2", "hunter2=1\n", "-----hunter2-----", "\"hunter2", "[\"hunter2\"", "{hunter2: 1}", "01hunter2",
        ]
        for (index, secret) in secrets.enumerated() {
            try folder.write("out/\(index)", Array(secret.utf8))
            try folder.link("\(index).json", to: "out/\(index)")
        }
        let outcome = Loader.load(Loader.Options(paths: ["\(folder.path)/"], withExcerpts: true, now: testTime))
        #expect(outcome.findings.count == secrets.count)
        #expect(outcome.findings.allSatisfy { !"\($0.message) \($0.help) \($0.pointer)".contains("hunter2") })
    }
}
