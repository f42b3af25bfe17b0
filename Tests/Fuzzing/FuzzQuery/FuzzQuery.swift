import HTTP

/// Queries and paths: what is read and written anew is read as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzQuery(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let query = Query(parsing: text[...]) {
        precondition(Query(parsing: query.encoded[...]) == query, "a query changes when it is written")
    }
    if let decoded = PercentEncoding.decode(text[...]) {
        precondition(PercentEncoding.decode(PercentEncoding.encode(decoded)[...]) == decoded)
    }
    return 0
}
