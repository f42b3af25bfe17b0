import HTTP

extension Worker {
    /// What the access log says of a reply.
    func entry(
        _ slot: Int, _ head: RequestHead?, _ bytes: UnsafeRawBufferPointer, answer: Answer, status: Int, bodySize: Int,
        cache: CacheUse
    ) -> AccessLogEntry {
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        var entry = AccessLogEntry(
            method: nil, path: nothing, query: nil, route: answer.route, status: status, bodySize: bodySize,
            duration: max(0, Clock.nanoseconds() - requestStart), client: slab[slot].pointee.peer, userAgent: nil,
            minorVersion: 1,
            serverAddress: nil, requestID: answer.requestID.map { .made($0) }, traceparent: nil,
            errorType: answer.errorType, cache: cache.text,
            tls: slab[slot].pointee.session?.logged)
        guard let head else { return entry }
        func text(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }

        if slab[slot].pointee.isFromProxy, let client = trust.client(of: head, in: bytes.bytes) {
            entry.client = .address(client)
        }
        entry.method = text(head.method.range)
        let target = head.originForm.range
        let mark = target.first { bytes[$0] == UInt8(ascii: "?") }
        entry.path = text(target.lowerBound..<(mark ?? target.upperBound))
        if let mark, !entry.isPost { entry.query = text(mark + 1..<target.upperBound) }
        entry.minorVersion = head.minorVersion
        let authority = origin(slot, head, bytes).authority.range
        if !authority.isEmpty { entry.serverAddress = text(Authority.hostRange(bytes.bytes, authority)) }
        if let id = validRequestID(head, bytes) { entry.requestID = .sent(id) }
        head.forEachField(in: bytes.bytes) { name, value in
            switch name.count {
            case 10 where bytes.bytes.equals("user-agent", in: name): entry.userAgent = entry.userAgent ?? text(value)
            case 11 where bytes.bytes.equals("traceparent", in: name):
                // Two of them are as none (W3C Trace Context, section 3.2).
                entry.traceparent = entry.traceparent == nil ? text(value) : nothing
            default: break
            }
        }
        return entry
    }
}

extension AccessLogEntry {
    fileprivate var isPost: Bool { method?.elementsEqual("POST".utf8) ?? false }
}

extension Worker.CacheUse {
    fileprivate var text: StaticString {
        switch self {
        case .hit: "hit"
        case .miss: "miss"
        case .notModified: "304"
        }
    }
}
