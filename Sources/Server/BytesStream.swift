import HTTP

/// Bytes that are there already, step by step, so that what is being sent of them is all that is copied.
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
