import JSON
import Testing

struct SyntaxErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: [UInt8]
        let element: SyntaxError.Element
        let offset: Int
        let pointer: String

        init(_ text: String, _ element: SyntaxError.Element, _ offset: Int, _ pointer: String = "") {
            self.init(Array(text.utf8), element, offset, pointer)
        }

        init(_ text: [UInt8], _ element: SyntaxError.Element, _ offset: Int, _ pointer: String = "") {
            self.text = text
            self.element = element
            self.offset = offset
            self.pointer = pointer
        }

        var testDescription: String { String(decoding: text.prefix(40), as: UTF8.self) }
    }

    /// `before`, bytes that are no text, `after`.
    static func bytes(_ before: String, _ bytes: [UInt8], _ after: String) -> [UInt8] {
        Array(before.utf8) + bytes + Array(after.utf8)
    }

    static func error(of text: [UInt8]) throws -> SyntaxError {
        try #require(throws: SyntaxError.self) { try Document(parsing: text) }
    }

    @Test(arguments: [
        // The text as a whole.
        Case("", .empty, 0),
        Case(" \r\n\t", .empty, 4),
        Case("\u{FEFF}", .empty, 3),
        Case("1 2", .extraData, 2),
        Case("{}\n{}", .extraData, 3),
        Case("[]\u{0}", .extraData, 2),
        Case("\u{0}\u{0}\u{0}\u{0}", .value, 0),
        Case("\u{FEFF}\u{FEFF}1", .value, 3),
        // Ends.
        Case(#"{"a":[1,"x"#, .unexpectedEnd, 10, "/a/1"),
        Case(#"{"a":[1,"#, .unexpectedEnd, 8, "/a"),
        Case(#"{"a":[1"#, .unexpectedEnd, 7, "/a"),
        Case(#"{"a":["#, .unexpectedEnd, 6, "/a"),
        Case(#"{"a":"#, .unexpectedEnd, 5, "/a"),
        Case(#"{"a""#, .unexpectedEnd, 4),
        Case(#"{"a"#, .unexpectedEnd, 3),
        Case("[tru", .unexpectedEnd, 4, "/0"),
        Case("[-", .unexpectedEnd, 2, "/0"),
        Case("[1.", .unexpectedEnd, 3, "/0"),
        Case("[1e+", .unexpectedEnd, 4, "/0"),
        Case(#"["\"#, .unexpectedEnd, 3, "/0"),
        Case(#"["\u00"#, .unexpectedEnd, 6, "/0"),
        Case(#"["\ud83d"#, .unexpectedEnd, 8, "/0"),
        Case(#"["\ud83d\"#, .unexpectedEnd, 9, "/0"),
        Case(bytes(#"[""#, [0xE2, 0x80], ""), .unexpectedEnd, 4, "/0"),
        // UTF-8.
        Case(bytes(#"{"a":{"b":[0,1,2,3,""#, [0xFF], #""]}}"#), .invalidUTF8, 20, "/a/b/4"),
        Case(bytes(#"{"a":1,"b"#, [0x80], #"":2}"#), .invalidUTF8, 9, ""),
        Case(bytes(#"{"a":{"b"#, [0x80], #"":2}}"#), .invalidUTF8, 8, "/a"),
        Case(bytes("[", [0xC3, 0x28], "]"), .invalidUTF8, 1, "/0"),
        Case(bytes(#"["12345678"#, [0xC0, 0xAF], #""]"#), .invalidUTF8, 10, "/0"),
        Case(bytes(#"["é"#, [0xED, 0xA0, 0x80], #""]"#), .invalidUTF8, 4, "/0"),
        Case(bytes(#"[""#, [0xF4, 0x90, 0x80, 0x80], #""]"#), .invalidUTF8, 2, "/0"),
        Case(bytes(#"[""#, [0xE0, 0x9F, 0xBF], #""]"#), .invalidUTF8, 2, "/0"),
        Case(bytes(#"[""#, [0xF0, 0x8F, 0xBF, 0xBF], #""]"#), .invalidUTF8, 2, "/0"),
        Case(bytes(#"[""#, [0xF5, 0x80, 0x80, 0x80], #""]"#), .invalidUTF8, 2, "/0"),
        Case(bytes(#"[""#, [0xE2, 0x80, 0x22, 0x5D], ""), .invalidUTF8, 2, "/0"),
        // Strings.
        Case("[\"a\nb\"]", .controlCharacter, 3, "/0"),
        Case("[\"a\u{0}\"]", .controlCharacter, 3, "/0"),
        Case("[\"1234567\u{1F}\"]", .controlCharacter, 9, "/0"),
        Case(#"["\x"]"#, .escape, 2, "/0"),
        Case(#"["\U0041"]"#, .escape, 2, "/0"),
        Case(#"["a\u00g0"]"#, .escape, 3, "/0"),
        Case(#"{"t":"\ud83d"}"#, .loneSurrogate, 6, "/t"),
        Case(#"{"t":"\ud83dx"}"#, .loneSurrogate, 6, "/t"),
        Case(#"{"t":"\ud83d\n"}"#, .loneSurrogate, 6, "/t"),
        Case(#"{"t":"\ud83d\u0041"}"#, .loneSurrogate, 6, "/t"),
        Case(#"{"t":"\ud83d\ud83d"}"#, .loneSurrogate, 6, "/t"),
        Case(#"{"t":"x\udcda"}"#, .loneSurrogate, 7, "/t"),
        Case(#"{"\udcda":1}"#, .loneSurrogate, 2),
        // Words and numbers.
        Case(#"{"jobZone":NaN}"#, .literal, 11, "/jobZone"),
        Case("[True]", .literal, 1, "/0"),
        Case("[nul]", .literal, 1, "/0"),
        Case("[falsy]", .literal, 1, "/0"),
        Case("[02]", .number, 2, "/0"),
        Case("[-02]", .number, 3, "/0"),
        Case("[-]", .number, 2, "/0"),
        Case("[-Infinity]", .number, 2, "/0"),
        Case("[1.]", .number, 3, "/0"),
        Case("[1.e2]", .number, 3, "/0"),
        Case("[1e]", .number, 3, "/0"),
        Case("[+1]", .number, 1, "/0"),
        Case("[.5]", .number, 1, "/0"),
        Case("[0x1]", .comma, 2),
        // Structure.
        Case("'a'", .value, 0),
        Case("[,]", .value, 1, "/0"),
        Case("[1,,2]", .value, 3, "/1"),
        Case("[[1],{},]", .trailingComma, 7),
        Case(#"{"a":[0,{"b":1,}]}"#, .trailingComma, 14, "/a/1"),
        Case("[1 2]", .comma, 3),
        Case("[1}", .comma, 2),
        Case(#"{"a":1 "b":2}"#, .comma, 7),
        Case(#"{"a":1]"#, .comma, 6),
        Case("{a:1}", .name, 1),
        Case("{'a':1}", .name, 1),
        Case(#"{"a":1,2:3}"#, .name, 7),
        Case(#"{"a" 1}"#, .colon, 5),
        Case(#"{"a":{"b"}}"#, .colon, 9, "/a"),
        Case(#"{"a":}"#, .value, 5, "/a"),
        Case("// x\n1", .comment, 0),
        Case("{} /* x */", .comment, 3),
        Case(#"{"a":1,// x"#, .comment, 7),
        Case("[1/2]", .comma, 2),
        // Steps of pointers.
        Case(#"{"a/b":{"m~n":[{},{"\u0065":x}]}}"#, .literal, 28, "/a~1b/m~0n/1/e"),
        Case(#"{"a":1,"a":[],"a":{"b":?}}"#, .value, 23, "/a/b"),
    ])
    func `the first fault is named with its offset and the pointer of the value`(faulty: Case) throws {
        let error = try Self.error(of: faulty.text)
        #expect(error == SyntaxError(element: faulty.element, offset: faulty.offset, pointer: faulty.pointer))
    }

    @Test(
        arguments: [
            ([0xFE, 0xFF, 0x00, 0x7B], .utf16),
            ([0xFF, 0xFE, 0x7B, 0x00], .utf16),
            ([0x00, 0x7B, 0x00, 0x7D], .utf16),
            ([0x7B, 0x00, 0x7D, 0x00], .utf16),
            ([0x22, 0x00, 0xE5, 0x65, 0x22, 0x00], .utf16),
            ([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x7B], .utf32),
            ([0xFF, 0xFE, 0x00, 0x00, 0x7B, 0x00, 0x00, 0x00], .utf32),
            ([0x00, 0x00, 0x00, 0x7B, 0x00, 0x00, 0x00, 0x7D], .utf32),
            ([0x7B, 0x00, 0x00, 0x00, 0x7D, 0x00, 0x00, 0x00], .utf32),
            ([0x1F, 0x8B, 0x08, 0x00], .gzip),
            ([0x50, 0x4B, 0x03, 0x04], .zip),
            ([0x28, 0xB5, 0x2F, 0xFD], .zstandard),
        ] as [([UInt8], SyntaxError.Encoding)])
    func `another encoding is recognized by its first bytes`(bytes: [UInt8], encoding: SyntaxError.Encoding) throws {
        let error = try Self.error(of: bytes)
        #expect(error == SyntaxError(element: .notUTF8(looksLike: encoding), offset: 0, pointer: ""))
    }

    @Test(arguments: [
        (#"{"a":1"#, "unexpected end at byte 6"),
        ("[1,]", "trailing comma at byte 2"),
        ("\u{1B}[2J", "expected a value at byte 0"),
        ("", "no value (the text is empty or white space)"),
        ("\u{0}[", "not UTF-8 (looks like UTF-16)"),
    ])
    func `the message is a phrase without anything of the text`(text: String, phrase: String) throws {
        #expect(try Self.error(of: Array(text.utf8)).description == phrase)
    }

    @Test(arguments: ["[", #"{"a":"#])
    func `64 levels of nesting are accepted and 65 refused`(open: String) throws {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: open, count: depth - 1) + open.prefix(1)
                    + String(repeating: close, count: depth)).utf8)
        }
        #expect(Document.maximumDepth == 64)
        #expect(throws: Never.self) { try Document(parsing: nested(64)) }
        let error = try Self.error(of: nested(65))
        #expect(error.element == .depth)
        #expect(error.offset == 64 * open.utf8.count)
        #expect(error.pointer == String(repeating: open == "[" ? "/0" : "/a", count: 64))
    }

    @Test func `siblings do not count as depth`() throws {
        let text = "[" + String(repeating: "[[]],", count: 1000) + "0]"
        #expect(throws: Never.self) { try Document(parsing: Array(text.utf8)) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `ten megabytes of opening brackets are refused at the 65th`() throws {
        let error = try Self.error(of: [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000))
        #expect(error.element == .depth)
        #expect(error.offset == 64)
    }
}
