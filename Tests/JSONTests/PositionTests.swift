import JSON
import TestSupport
import Testing

struct PositionTests {
    struct Case: Sendable {
        let bytes: [UInt8]
        let offset: Int
        let line: Int
        let column: Int

        init(_ text: String, _ offset: Int, line: Int, column: Int) {
            self.init(Array(text.utf8), offset, line: line, column: column)
        }

        init(_ bytes: [UInt8], _ offset: Int, line: Int, column: Int) {
            self.bytes = bytes
            self.offset = offset
            self.line = line
            self.column = column
        }
    }

    @Test(arguments: [
        Case("", 0, line: 1, column: 1),
        Case("abc", 0, line: 1, column: 1),
        Case("abc", 3, line: 1, column: 4),
        Case("a\nb", 1, line: 1, column: 2),
        Case("a\nb", 2, line: 2, column: 1),
        Case("a\rb", 2, line: 2, column: 1),
        Case("a\r\nb", 2, line: 1, column: 3),
        Case("a\r\nb", 3, line: 2, column: 1),
        Case("a\r\n\r\nb", 5, line: 3, column: 1),
        Case("\n\r\nb", 3, line: 3, column: 1),
        Case("\r\rb", 2, line: 3, column: 1),
        Case("a\r", 2, line: 2, column: 1),
        // Scalars, not bytes, and not characters: e and a combining accent are two.
        Case("é—📚x", 9, line: 1, column: 4),
        Case("e\u{301}x", 3, line: 1, column: 3),
        // Within a scalar: its own column.
        Case("a—x", 2, line: 1, column: 2),
        Case("a—x", 3, line: 1, column: 2),
        Case("a—x", 4, line: 1, column: 3),
        // Bytes that are no UTF-8 count one each.
        Case([0xFF, 0xFF, 0x61], 2, line: 1, column: 3),
        Case([0x80, 0xC3, 0x61], 2, line: 1, column: 3),
        Case([0xE2, 0x80, 0x61], 2, line: 1, column: 3),
        Case([0xC3, 0xA9, 0xA9, 0x61], 3, line: 1, column: 3),
        // The mark is a scalar.
        Case("\u{FEFF}{", 3, line: 1, column: 2),
    ])
    func `line and column start at 1 and the column counts scalars`(place: Case) {
        let position = Position(of: place.offset, in: place.bytes)
        #expect(position.line == place.line)
        #expect(position.column == place.column)
        #expect(position.offset == place.offset)
    }

    @Test func `an offset outside of the text is moved to its end or start`() {
        #expect(Position(of: 9, in: Array("a\nb".utf8)) == Position(of: 3, in: Array("a\nb".utf8)))
        #expect(Position(of: -1, in: Array("a".utf8)).column == 1)
    }

    @Test(arguments: 0..<20)
    func `every scalar of a random text stands where counting scalars puts it`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces: [String] = ["a", "é", "—", "📚", "\n", "\r", "\r\n", "\u{301}"]
        let text = (0..<60).compactMap { _ in pieces.randomElement(using: &random) }.joined()
        let bytes = Array(text.utf8)
        var line = 1
        var column = 1
        var offset = 0
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            #expect(Position(of: offset, in: bytes).line == line)
            #expect(Position(of: offset, in: bytes).column == column)
            offset += UTF8.width(scalar)
            let isLineEnd = scalar == "\n" || scalar == "\r" && scalars.dropFirst(index + 1).first != "\n"
            line += isLineEnd ? 1 : 0
            column = isLineEnd ? 1 : column + 1
        }
    }
}
