import HTTP

/// The field values that every request may bring: lists with weights, entity tags, dates.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFieldValue(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let value = UnsafeRawBufferPointer(start: start, count: count)
    var types = TypePreference([.json, .csv, .ndjson])
    types.add(value.bytes, 0..<count)
    _ = types.best
    var codings = CodingPreference()
    codings.add(value.bytes, 0..<count)
    _ = codings.best
    if let seconds = HTTPDate.parse(value.bytes, 0..<count, now: 1_700_000_000) {
        let text = Array(HTTPDate.text(seconds).utf8)
        precondition(HTTPDate.parse(text.span.bytes, text.indices, now: 0) == seconds, "a date changes when written")
    }
    if Authority.isValid(value.bytes, 0..<count) {
        let normal = Array(Authority.normalized(value, scheme: "http").utf8)
        precondition(Authority.isValid(normal.span.bytes, normal.indices), "a normal authority is none")
    }
    for name in ["If-None-Match", "If-Match", "If-Modified-Since", "Connection", "Expect", "Accept"] {
        judge(Array("GET / HTTP/1.1\r\nHost: a\r\n\(name): ".utf8) + Array(value) + Array("\r\n\r\n".utf8))
    }
    return 0
}

private func judge(_ bytes: [UInt8]) {
    let limits = HeadParser.Limits(headBytes: 1 << 20, targetBytes: 512, fieldLines: 100)
    guard case .complete(let head) = HeadParser.parse(bytes.span.bytes, limits: limits) else { return }
    let tag = Array("\"tag\"".utf8)
    tag.withUnsafeBytes { tag in
        _ = Preconditions.evaluate(head, in: bytes.span.bytes, entityTag: tag, lastModified: 784_111_777, now: 1 << 31)
    }
}
