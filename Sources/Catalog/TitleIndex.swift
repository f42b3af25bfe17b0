package import JSON

/// Finds titles by words that may be misspelt, cut off or in another order.
package struct TitleIndex: Sendable {
    /// Every word of the titles once, in the order of their bytes.
    private let words: [Word]
    private let titleCount: Int

    private struct Word: Sendable {
        let utf8: [UInt8]
        let letters: UInt64
        /// The indexes of the titles that have it, ascending.
        let titles: [Int32]
    }

    package init(_ titles: some Collection<Text>) {
        var found: [String: [Int32]] = [:]
        for (index, title) in zip(Int32(0)..., titles) {
            for word in Self.words(of: title.string) where found[word]?.last != index {
                found[word, default: []].append(index)
            }
        }
        words = found.map { Word(utf8: Array($0.key.utf8), letters: Self.letters(of: $0.key.utf8), titles: $0.value) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        titleCount = titles.count
    }

    /// The indexes of the titles that share most with a text, likeliest first: a word counts by how well it is met and
    /// how rare it is.
    package func nearest(to text: String, atMost limit: Int) -> [Int] {
        var scores = [Int](repeating: 0, count: titleCount)
        var asked: Set<String> = []
        for word in Self.words(of: text) where asked.insert(word).inserted {
            for (match, quality) in matches(of: Array(word.utf8)) {
                let rarity = Int.bitWidth - (titleCount / match.titles.count).leadingZeroBitCount
                for title in match.titles { scores[Int(title)] += quality * rarity }
            }
        }
        guard let best = scores.max(), best > 0 else { return [] }
        return scores.indices.filter { scores[$0] * 2 >= best }
            .sorted { (scores[$1], $0) < (scores[$0], $1) }
            .prefix(limit).map { $0 }
    }

    /// The words that one is met by, and how well: the same one, and those that begin with it or are one edit off; else
    /// those that are two edits off; else those that contain it, or begin as it does up to its ending.
    private func matches(of word: [UInt8]) -> [(word: Word, quality: Int)] {
        let index = words.partitioningIndex { !$0.utf8.lexicographicallyPrecedes(word) }
        let begun = words[index...].prefix { $0.utf8.starts(with: word) }
        // Of three letters too much is near.
        guard word.count > 2 else { return begun.prefix { $0.utf8 == word }.map { ($0, 4) } }
        let letters = Self.letters(of: word)
        let mostEdits = word.count > 6 ? 2 : word.count > 3 ? 1 : 0
        var near = begun.map { (word: $0, quality: $0.utf8 == word ? 4 : 3) }
        var far: [Word] = []
        var containing: [Word] = []
        let stem = word.count > 6 ? Array(word.dropLast(2)) : word
        // Those that begin with it are near already.
        for other in words where !other.utf8.has(word, at: 0) {
            let distance =
                Self.isComparable(word, letters, other, mostEdits) ? edits(from: word, to: other.utf8) : .max
            if distance > mostEdits {
                if other.utf8.has(stem, at: 0) || letters & ~other.letters == 0 && other.utf8.has(word) {
                    containing.append(other)
                }
            } else if distance == 1 {
                near.append((other, 3))
            } else {
                far.append(other)
            }
        }
        guard near.isEmpty else { return near }
        return far.isEmpty ? containing.map { ($0, 1) } : far.map { ($0, 2) }
    }

    /// Whether it is worth while to measure how far a word is from another. An edit changes at most two letters of the
    /// set; and hardly anybody misspells both the first letter and the second.
    private static func isComparable(_ word: [UInt8], _ letters: UInt64, _ other: Word, _ mostEdits: Int) -> Bool {
        guard abs(other.utf8.count - word.count) <= mostEdits,
            (other.letters ^ letters).nonzeroBitCount <= 2 * mostEdits, other.utf8.count > 1
        else { return false }
        return other.utf8[0] == word[0] || other.utf8[1] == word[1] || other.utf8[0] == word[1]
            || other.utf8[1] == word[0]
    }

    /// In lower case, without what stands between them.
    private static func words(of text: String) -> [String] {
        text.lowercased().unicodeScalars
            .split { !($0.properties.isAlphabetic || "0"..."9" ~= $0) }
            .map { String($0) }
    }

    /// Which bytes a word has, roughly: one bit for those that are equal in their last six bits.
    private static func letters(of word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }
}

extension [UInt8] {
    /// Whether a part stands there: `starts(with:)` and `contains(_:)` of the standard library take many times as long.
    fileprivate func has(_ part: [UInt8], at start: Int) -> Bool {
        start + part.count <= count && part.indices.allSatisfy { self[start + $0] == part[$0] }
    }

    fileprivate func has(_ part: [UInt8]) -> Bool {
        part.count <= count && (0...count - part.count).contains { has(part, at: $0) }
    }
}
