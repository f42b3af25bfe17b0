import Hashing
import Server
import Testing
import rungs

@Suite struct `The file of keys` {
    private static let first = SHA256(hashing: Array("first".utf8))
    private static let second = SHA256(hashing: Array("second".utf8))

    private func parse(_ text: String) throws -> [AccessKeys.Key] {
        try KeyFile.parse(Array(text.utf8), path: "keys").keys
    }

    @Test func `has a key a line, with or without a name`() throws {
        let text = """
            # Who may ask

            website: \(Self.first.hex)
              \(Self.second.hex.uppercased())\t\r
            """
        let expected = [
            AccessKeys.Key(name: "website", hash: Self.first),
            AccessKeys.Key(name: String(Self.second.hex.uppercased().prefix(8)), hash: Self.second),
        ]
        #expect(try parse(text) == expected)
        #expect(try parse(text + "\n") == expected)
    }

    @Test func `may have a name twice, for the time in which a key is replaced`() throws {
        #expect(try parse("a:\(Self.first.hex)\na:\(Self.second.hex)").map(\.name) == ["a", "a"])
    }

    @Test(arguments: [
        ("", "keys: it has no key, so nobody could come in; make one by `rungs keys hash --generate`"),
        ("# \(first.hex)\n\n", "keys: it has no key, so nobody could come in"),
        ("\(first.hex)\nsecret", "keys:2: not 64 hexadecimal digits, alone or after a name and `:`"),
        ("\(first.hex.dropLast())", "keys:1: not 64"), ("\(first.hex)0", "keys:1: not 64"),
        ("a:\(SHA256(hashing: [UInt8]()).hex)", "keys:1: the hash of nothing is that of no key"),
        ("a:", "keys:1: not 64"), ("g\(first.hex.dropFirst())", "keys:1: not 64"),
        ("\(first.hex)  -", "keys:1: not 64"), ("a:b:\(first.hex)", "keys:1: not 64"),
        (":\(first.hex)", "keys:1: the name before `:` is not 1 to 64 letters, digits or ._-"),
        ("a b:\(first.hex)", "keys:1: the name"), ("é:\(first.hex)", "keys:1: the name"),
        ("a\u{1b}:\(first.hex)", "keys:1: the name"),
        ("\(String(repeating: "a", count: 65)):\(first.hex)", "keys:1: the name"),
        (
            "a:\(first.hex)\n#\nb:\(first.hex.uppercased())",
            "keys:3: the key of line 1 stands here again; take one of the lines out"
        ),
    ])
    func `is refused with the line at fault, of which nothing is told`(text: String, message: String) {
        let error = #expect(throws: KeyFileError.self) { try parse(text) }
        #expect(error?.description.hasPrefix(message) == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `of bytes that are no text is refused`() {
        #expect(throws: KeyFileError.self) { try KeyFile.parse([0xff, 0xfe, 0x0a, 0x00], path: "keys") }
    }

    @Test func `that cannot be read is named`() {
        let error = #expect(throws: KeyFileError.self) { try KeyFile.load("/nonexistent/keys") }
        #expect(error?.description == "cannot read /nonexistent/keys: No such file or directory")
    }
}

@Suite struct `A key` {
    @Test func `that was made is never the same, and its line lets it in`() throws {
        let keys = (0..<100).map { _ in APIKey() }
        #expect(Set(keys.map(\.text)).count == 100)
        for key in keys {
            #expect(key.text.utf8.count == 64)
            #expect(try APIKey(key.text.utf8) == key)
            let line = key.line(name: "a.b-c_1")
            let parsed = try KeyFile.parse(Array(line.utf8), path: "").keys
            #expect(parsed == [AccessKeys.Key(name: "a.b-c_1", hash: SHA256(hashing: Array(key.text.utf8)))])
            #expect(try KeyFile.parse(Array(key.line(name: nil).utf8), path: "").keys.map(\.hash) == parsed.map(\.hash))
            #expect(!line.contains(key.text))
        }
    }

    @Test(
        arguments: [
            ("", .short(0)), ("123456789012345", .short(15)), ("1234567890 123456", .characters),
            ("1234567890123456\n7", .characters), ("12345678901234567é", .characters),
            ("1234567890123456\t", .characters),
        ] as [(String, APIKey.Fault)])
    func `is refused where it can be guessed, or no field can carry it`(text: String, fault: APIKey.Fault) {
        #expect(throws: fault) { try APIKey(text.utf8) }
    }
}
