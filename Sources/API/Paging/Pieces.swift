import HTTP

/// A body that is made piece by piece, so that no more of it is in memory than one piece.
protocol Pieces: Sendable {
    /// The next piece, which may be empty; nil at the end.
    mutating func next() -> [UInt8]?
    /// Bytes that were written so far to make pieces of a part of them.
    var effort: Int { get }
}

extension Pieces {
    /// Pieces hold all that is written.
    var effort: Int { 0 }

    /// All of it at once.
    func joined() -> [UInt8] {
        var rest = self
        var bytes: [UInt8] = []
        while let piece = rest.next() { bytes += piece }
        return bytes
    }

    /// All of it where it fits into one step of a stream, nil where it does not.
    func joinedInOneStep() -> [UInt8]? {
        var rest = self
        var bytes: [UInt8] = []
        while let piece = rest.next() {
            bytes += piece
            guard bytes.count <= PieceStream.stepLength, rest.effort <= PieceStream.stepEffort else { return nil }
        }
        return bytes
    }

    func stream() -> any BodyStream {
        PieceStream(self)
    }
}

/// Cuts pieces into steps. One connection at a time pulls it, which makes the unchecked promise true.
private final class PieceStream: BodyStream, @unchecked Sendable {
    private var pieces: any Pieces
    private var pending: [UInt8] = []
    /// How much of `pending` was given.
    private var given = 0

    /// In bytes; what `BodyStream` allows.
    static let stepLength = 64 << 10
    /// Of a step; one piece may take more. Others wait for their turn while a step is made.
    static let stepEffort = 256 << 10

    init(_ pieces: any Pieces) {
        self.pieces = pieces
    }

    func next() -> [UInt8]? {
        if given == pending.count {
            pending.removeAll(keepingCapacity: pending.count <= 2 * Self.stepLength)
            given = 0
        }
        let mostEffort = pieces.effort + Self.stepEffort
        while pending.count - given < Self.stepLength, given == pending.count || pieces.effort < mostEffort,
            let piece = pieces.next()
        {
            pending += piece
        }
        guard given < pending.count else { return nil }
        let end = min(given + Self.stepLength, pending.count)
        defer {
            given = end
            // What was given of a piece that is not large goes, so that the rest begins the next step.
            if pending.count - given < Self.stepLength {
                pending.removeSubrange(..<given)
                given = 0
            }
        }
        return Array(pending[given..<end])
    }
}
