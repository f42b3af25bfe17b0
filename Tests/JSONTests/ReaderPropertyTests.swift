import JSON
import TestSupport
import Testing

/// What holds for every text, tried on seeded random ones.
struct ReaderPropertyTests {
    @Test(arguments: 0..<200)
    func `what was written is read again`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let model = Model.random(using: &random)
        var writer = Writer()
        model.write(to: &writer)
        let document = try Document(parsing: writer.bytes)
        #expect(Model(document.root) == model)
        #expect(document.root.range == writer.bytes.indices)
    }

    @Test(arguments: 0..<200)
    func `every spelling of a value is read as the value`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let model = Model.random(using: &random)
        let document = try Document(parsing: Array(model.spelled(using: &random).utf8))
        #expect(Model(document.root) == model)

        // Every value is the text between its brackets, alone: the same tree again.
        func check(_ value: Value) throws {
            let alone = try Document(parsing: Array(value.verbatim.utf8))
            #expect(Model(alone.root) == Model(value))
            for member in value.members {
                #expect(document.source[member.nameOffset] == UInt8(ascii: "\""))
                try check(member.value)
            }
            for element in value.elements { try check(element) }
        }
        try check(document.root)
    }

    @Test(arguments: 0..<30)
    func `every beginning of an array is refused at its end`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let model = Model.array([.random(using: &random), .random(using: &random)])
        let text = Array(model.spelled(using: &random).drop { $0.isWhitespace }.utf8)
        let end = try #require(text.lastIndex(of: UInt8(ascii: "]")))
        for count in 1...end {
            let error = #expect(throws: SyntaxError.self) { try Document(parsing: Array(text[..<count])) }
            #expect(error?.element == .unexpectedEnd)
            #expect(error?.offset == count)
        }
    }

    @Test(arguments: 0..<40)
    func `a text with one byte changed is accepted or refused as the grammar says`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = Array(Model.random(using: &random).spelled(using: &random).utf8)
        #expect(Grammar.accepts(text))
        let telling =
            Array("\"\\{}[],:0123456789.eE+-truefalsn/u \n".utf8) + [0x00, 0x1F, 0x80, 0xBF, 0xC0, 0xE2, 0xED, 0xF4]
        for _ in 0..<100 where !text.isEmpty {
            var changed = text
            let place = Int.random(in: changed.indices, using: &random)
            let byte = telling.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: changed[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: changed[place] = byte
            case 2: changed.insert(byte, at: place)
            default: changed.remove(at: place)
            }
            Self.judge(changed)
        }
    }

    @Test(arguments: 0..<40)
    func `random bytes of JSON are accepted or refused as the grammar says`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "\"", "\"a\"", "\\", "\\n", "\\ud83d", "\\udcda", "\\u00", "{", "}", "[", "]", ",", ":", "0", "1", "-", ".",
            "e",
            "true", "nul", " ", "é", "\u{FEFF}", "\u{1}",
        ]
        for _ in 0..<200 {
            let count = Int.random(in: 0...7, using: &random)
            Self.judge(Array((0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined().utf8))
        }
    }

    private static func judge(_ text: [UInt8]) {
        do throws(SyntaxError) {
            _ = try Document(parsing: text)
            #expect(Grammar.accepts(text), "\(String(decoding: text, as: UTF8.self).debugDescription)")
        } catch {
            #expect(!Grammar.accepts(text), "\(error): \(String(decoding: text, as: UTF8.self).debugDescription)")
            #expect((0...text.count).contains(error.offset))
        }
    }
}
