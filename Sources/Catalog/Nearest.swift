/// The candidate that a misspelt name most likely stands for: the fewest edits, case not counted, and fewer than half
/// of its characters. nil where none is near.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let characters = Array(name.lowercased().utf8)
    // What is longer than any name of ours is no slip of the keyboard.
    guard characters.count <= 64 else { return nil }
    // Each character more or less is an edit, so most candidates need not be measured.
    let near = candidates.filter { abs($0.utf8.count - characters.count) * 2 < $0.utf8.count }
    let distances = near.map { ($0, edits(from: characters, to: Array($0.lowercased().utf8))) }
    guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 * 2 < best.0.utf8.count else { return nil }
    return best.0
}

/// The Levenshtein distance in which two neighbours that changed places count as one edit (optimal string alignment).
func edits(from left: [UInt8], to right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    var last = row
    var beforeLast = row
    for (index, byte) in left.enumerated() {
        // The oldest row is not needed any more: it becomes the next one.
        (beforeLast, last, row) = (last, row, beforeLast)
        row[0] = index + 1
        for (column, other) in right.enumerated() {
            var count = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, row[column] + 1)
            if index > 0, column > 0, byte == right[column - 1], other == left[index - 1] {
                count = min(count, beforeLast[column - 1] + 1)
            }
            row[column + 1] = count
        }
    }
    return row[right.count]
}
