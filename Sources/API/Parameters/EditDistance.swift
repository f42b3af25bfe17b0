/// How far apart two words are, for suggestions: the number of insertions, deletions, replacements and swaps of
/// neighbours that make one of the other (optimal string alignment).
enum EditDistance {
    static func between(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Int {
        let left = Array(left)
        let right = Array(right)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in right.indices {
                let replacement = last[column] + (left[row] == right[column] ? 0 : 1)
                var distance = min(last[column + 1] + 1, current[column] + 1, replacement)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    distance = min(distance, beforeLast[column - 1] + 1)
                }
                current.append(distance)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }

    /// The candidate that was probably meant, upper and lower case aside; nil where none is near.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        // A long word is no misspelling of a short one, and comparing it would cost time.
        guard word.utf8.count <= 64 else { return nil }
        let folded = CaseFolding.fold(word.utf8)
        let distances = candidates.map { between(folded, CaseFolding.fold($0.utf8)) }
        guard let least = distances.min(), let index = distances.firstIndex(of: least) else { return nil }
        return least <= max(1, min(folded.count, candidates[index].utf8.count) / 2) ? candidates[index] : nil
    }
}
