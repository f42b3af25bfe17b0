import JSON

/// A text to look for in others, whatever their case.
struct FoldedText: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = CaseFolding.fold(text.utf8)
    }

    /// Whether `text` contains this one. The empty text is in all.
    func isContained(in text: Text) -> Bool {
        guard let first = bytes.first else { return true }
        let folded = CaseFolding.fold(text.utf8)
        let lastStart = folded.count - bytes.count
        guard lastStart >= 0 else { return false }
        // `contains` of the standard library takes ten times as long, and a list asks this of every title.
        return (0...lastStart).contains { folded[$0] == first && folded[$0...].starts(with: bytes) }
    }
}
