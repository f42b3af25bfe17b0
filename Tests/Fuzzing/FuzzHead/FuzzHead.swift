import HTTP

/// The head parser: what it accepts lies within the bytes, and its fields can be walked.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHead(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    let limits = HeadParser.Limits(headBytes: 4096, targetBytes: 512, fieldLines: 20)
    guard case .complete(let head) = HeadParser.parse(bytes.bytes, limits: limits) else { return 0 }
    precondition(head.length <= count && head.length <= limits.headBytes)
    for range in [head.method, head.target, head.originForm, head.authority, head.requestID] {
        precondition(range.range.upperBound <= head.length)
    }
    var lines = 0
    head.forEachField(in: bytes.bytes) { name, value in
        precondition(!name.isEmpty && (value.isEmpty || name.upperBound < value.lowerBound))
        lines += 1
    }
    precondition(lines <= limits.fieldLines)
    _ = RequestID.isValid(bytes.bytes, head.requestID.range)
    // The head is the same when nothing follows it.
    guard
        case .complete(let again) = HeadParser.parse(
            UnsafeRawBufferPointer(rebasing: bytes[..<head.length]).bytes, limits: limits),
        again.length == head.length, again.framing == head.framing
    else { preconditionFailure("a head depends on what follows it") }
    return 0
}
