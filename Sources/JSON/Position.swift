/// A place in a text, for people: line and column start at 1, the column counts Unicode scalars, the offset bytes
/// from 0. A line ends with LF, CR LF or CR; a byte order mark is a scalar like others.
package struct Position: Sendable, Equatable {
    package let line: Int
    package let column: Int
    package let offset: Int

    /// Works on bytes that are not UTF-8 too: each byte that is no part of a scalar counts as one.
    ///
    /// - Parameter offset: within a scalar, it is the place of that scalar; beyond the text, the end of the text.
    package init(of offset: Int, in bytes: [UInt8]) {
        let offset = min(max(offset, 0), bytes.count)
        let text = bytes.span
        var line = 1
        var lineStart = 0
        for index in 0..<offset where text[index] == .lineFeed || text[index] == .carriageReturn {
            // The CR of a CR LF ends no line by itself.
            if text[index] == .carriageReturn, index + 1 < text.count, text[index + 1] == .lineFeed { continue }
            line += 1
            lineStart = index + 1
        }
        var column = 1
        var index = lineStart
        while index < offset {
            index += ScalarSequence.length(in: text, at: index)
            if index <= offset { column += 1 }
        }
        self.line = line
        self.column = column
        self.offset = offset
    }
}

extension ScalarSequence {
    /// The length of the scalar at `offset`; 1 where there is none.
    fileprivate static func length(in text: Span<UInt8>, at offset: Int) -> Int {
        if case .wellFormed(let length) = ScalarSequence(text, at: offset) { length } else { 1 }
    }
}
