/// The line that a finding is about, or the part of it around the place: safe to show on a terminal.
package struct Excerpt: Sendable, Equatable {
    package let text: String
    /// How many columns of a terminal stand before the place.
    package let column: Int

    /// Columns that are shown at most.
    static let width = 100
    /// Columns before the place that are shown at least, where the line is cut.
    private static let lead = 40
    /// Bytes on either side of the place that are looked at: a line can have 16 MB, and a scalar no width.
    private static let reach = 400

    /// Works on bytes that are not UTF-8 too.
    ///
    /// - Parameter offset: in bytes from 0, within the text or at its end.
    init(of bytes: [UInt8], at offset: Int) {
        let (start, end) = Self.line(around: offset, in: bytes)
        let before = pieces(of: bytes[start..<offset])
        let after = pieces(of: bytes[offset..<end])
        // From the place outwards, as much as fits without the other side.
        var head = Glyph.prefix(of: before.reversed().lazy.map(Glyph.init), columns: Self.width)
        var tail = Glyph.prefix(of: after.lazy.map(Glyph.init), columns: Self.width)
        let lead = min(Glyph.width(of: head), max(Self.lead, Self.width - Glyph.width(of: tail)))
        tail = Glyph.prefix(of: tail, columns: Self.width - lead)
        head = Glyph.prefix(of: head, columns: Self.width - Glyph.width(of: tail))

        let isCutBefore = head.count < before.count || !Self.isLineStart(start, in: bytes)
        let isCutAfter = tail.count < after.count || !Self.isLineEnd(end, in: bytes)
        text = (isCutBefore ? "…" : "") + (head.reversed() + tail).map(\.text).joined() + (isCutAfter ? "…" : "")
        column = (isCutBefore ? 1 : 0) + Glyph.width(of: head)
    }

    /// What is within reach of the line, cut between scalars.
    private static func line(around offset: Int, in bytes: [UInt8]) -> (start: Int, end: Int) {
        func isWithinScalar(_ index: Int) -> Bool { index < bytes.count && bytes[index] & 0xC0 == 0x80 }
        var start = max(0, offset - reach)
        while start < offset, isWithinScalar(start) { start += 1 }
        var end = min(bytes.count, offset + reach)
        while end > offset, isWithinScalar(end) { end -= 1 }
        return (
            (start...offset).last { isLineStart($0, in: bytes) } ?? start,
            (offset...end).first { isLineEnd($0, in: bytes) } ?? end
        )
    }

    /// Lines are those that `Position` counts: CR LF ends one, not two.
    private static func isLineStart(_ index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0 else { return true }
        let isBeforeLineFeed = index < bytes.count && bytes[index] == UInt8(ascii: "\n")
        return bytes[index - 1] == UInt8(ascii: "\n") || bytes[index - 1] == UInt8(ascii: "\r") && !isBeforeLineFeed
    }

    private static func isLineEnd(_ index: Int, in bytes: [UInt8]) -> Bool {
        index == bytes.count || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
    }
}

/// A piece of text as a terminal shows it.
private struct Glyph {
    let text: String
    /// In columns.
    let width: Int

    init(_ piece: Piece) {
        switch piece {
        case .scalar("\t"):
            text = " "
            width = 1
        // A backslash too, and not twice: no escape of JSON looks like one of ours.
        case .scalar(let scalar) where 0x20..<0x7F ~= scalar.value:
            text = String(scalar)
            width = 1
        case .scalar(let scalar):
            text = escaped(scalar)
            width = text.unicodeScalars.reduce(0) { $0 + Self.width(of: $1) }
        case .byte(let byte):
            text = escaped(byte)
            width = text.utf8.count
        }
    }

    static func width(of glyphs: [Glyph]) -> Int {
        glyphs.reduce(0) { $0 + $1.width }
    }

    /// As many as fit.
    static func prefix(of glyphs: some Sequence<Glyph>, columns: Int) -> [Glyph] {
        var rest = columns
        return Array(
            glyphs.prefix { glyph in
                rest -= glyph.width
                return rest >= 0
            })
    }

    /// Marks stand on what is before them; East Asian characters and emoji take two columns (UAX 11).
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}
