/// CommonMark 0.31, and what GitHub adds to it.
enum Markdown {
    /// The source of text that is shown as it is: no character of it is markup.
    ///
    /// - Parameters:
    ///   - text: a run of white space in it becomes one blank, as a reader of Markdown shows it; so nothing in it ends a
    ///     line or begins a block but at its start.
    ///   - startsBlock: nothing stands before it on its line but the mark of a list item.
    static func escaped(_ text: some Sequence<UInt8>, startsBlock: Bool) -> [UInt8] {
        let words = text.split(whereSeparator: isWhiteSpace)
        var source: [UInt8] = []
        for word in words {
            if !source.isEmpty { source.append(UInt8(ascii: " ")) }
            let marker = startsBlock && source.isEmpty ? blockMarker(of: word) : nil
            for index in word.indices {
                if index == marker || isMarkup(word, at: index) {
                    source.append(UInt8(ascii: "\\"))
                }
                source.append(word[index])
            }
        }
        return source
    }

    /// What is markup within a line: emphasis, code, links, HTML, entities, and of GitHub strikethrough, cells of tables
    /// and formulas. A `#` ends a heading only after a blank (section 4.2).
    private static func isMarkup(_ word: ArraySlice<UInt8>, at index: Int) -> Bool {
        switch word[index] {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "$"):
            return true
        case UInt8(ascii: "&"):
            let next = index + 1
            return next < word.endIndex && (word[next] == UInt8(ascii: "#") || isLetterOrDigit(word[next]))
        case UInt8(ascii: "#"):
            return index == word.startIndex
        default:
            return false
        }
    }

    /// Where the first word of a block would make a quotation, a rule or a list item of it (sections 4.1, 5.1 and 5.2).
    private static func blockMarker(of word: ArraySlice<UInt8>) -> Int? {
        switch word.first {
        case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"):
            return word.startIndex
        default:
            guard let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ")"), word.count > 1,
                word.dropLast().allSatisfy(isDigit)
            else { return nil }
            return word.endIndex - 1
        }
    }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
