import HTTP

/// The chunked decoder: the first byte says where the rest is cut, which must change nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChunked(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let cut = Int(start[0]) % (bytes.count + 1)
    precondition(decode([bytes]) == decode([Array(bytes[..<cut]), Array(bytes[cut...])]), "a cut changes a body")
    return 0
}

/// The body up to its end or its fault, and which of them it was.
private func decode(_ pieces: [[UInt8]]) -> [UInt8] {
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    for piece in pieces {
        var position = 0
        do {
            reading: while true {
                switch try decoder.next(piece.span.bytes, &position) {
                case .data(let range): body.append(contentsOf: piece[range])
                case .needsMore: break reading
                case .end: return body + [1]
                }
            }
        } catch {
            return body + [2]
        }
    }
    return body + [0]
}
