import HTTP

/// What proxies say of the client: the PROXY header before a connection, and the forwarded fields of a request.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForwarded(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    judgeHeader(input)
    for name in ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix"] {
        judgeField(name, input)
    }
    return 0
}

/// A header takes no byte that is not there, and is the same whatever follows it.
private func judgeHeader(_ input: [UInt8]) {
    switch ProxyHeader.parse(input.span.bytes) {
    case .complete(let header):
        precondition(header.length <= input.count, "a header is longer than what came")
        let alone = Array(input[..<header.length])
        precondition(ProxyHeader.parse(alone.span.bytes) == .complete(header), "what follows a header changes it")
        let cut = Array(alone.dropLast())
        precondition(ProxyHeader.parse(cut.span.bytes) == .partial, "a header is whole before its end")
    case .partial:
        precondition(input.count < ProxyHeader.maximumLength, "an endless header is waited for")
    case .absent, .malformed:
        break
    }
}

/// What is taken from a field is of its grammar, for nobody but a trusted proxy.
private func judgeField(_ name: String, _ value: [UInt8]) {
    let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\n\(name): ".utf8) + value + Array("\r\n\r\n".utf8)
    let limits = HeadParser.Limits(headBytes: 1 << 20, targetBytes: 512, fieldLines: 100)
    guard case .complete(let head) = HeadParser.parse(bytes.span.bytes, limits: limits) else { return }
    let fields: [ForwardedFields] = [
        .forwarded, [.xForwardedFor, .xForwardedHost, .xForwardedProto, .xForwardedPrefix],
    ]
    for fields in fields {
        let trust = ProxyTrust(proxies: ["10.0.0.0/8", "fd00::/8"].compactMap(TrustedPeer.init), fields: fields)
        let origin = trust.origin(of: head, in: bytes.span.bytes, on: .http)
        precondition(Authority.isValid(bytes.span.bytes, origin.authority.range), "an authority is none")
        precondition(
            origin.prefix.isEmpty || PathPrefix.isValid(bytes.span.bytes, origin.prefix.range), "a prefix is none")
        if let client = trust.client(of: head, in: bytes.span.bytes) {
            precondition(IPAddress(client.description) == client, "an address changes when written")
        }
    }
}
