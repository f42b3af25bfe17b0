import HTTP

/// Bytes that are there already, step by step: a client that takes them slowly holds a copy of one step alone.
final class BytesStream: BodyStream {
    // One connection at a time pulls a stream (`BodyStream`).
    private nonisolated(unsafe) var rest: ArraySlice<UInt8>
    static let maximumStep = 65_536

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    func next() -> [UInt8]? {
        let step = Array(rest.prefix(Self.maximumStep))
        rest = rest.dropFirst(step.count)
        return step.isEmpty ? nil : step
    }
}
