import HTTP

extension Worker {
    /// What the access log says of a reply.
    func entry(
        _ slot: Int, _ head: RequestHead?, _ bytes: UnsafeRawBufferPointer, answer: Answer, status: Int, bodySize: Int,
        cache: CacheUse
    ) -> AccessLogEntry {
        let connection = slab[slot]
        let peer = SocketAddress.peer(of: connection.pointee.descriptor)?.host ?? ""
        let duration = Duration.nanoseconds(Clock.nanoseconds() - requestStart)
        guard let head else {
            return AccessLogEntry(
                method: "_OTHER", path: "", query: nil, route: answer.route, status: status, bodySize: bodySize,
                duration: duration, clientAddress: peer, userAgent: nil, protocolVersion: "1.1", serverAddress: nil,
                requestID: answer.requestID, traceparent: nil, errorType: answer.errorType, cache: cache.rawValue,
                tls: connection.pointee.session?.logged)
        }
        let origin = origin(slot, head, bytes)
        let client = connection.pointee.isFromProxy ? trust.client(of: head, in: bytes.bytes)?.description : nil
        func text(_ range: ByteRange) -> String { String(decoding: bytes[range.range], as: UTF8.self) }
        let method = text(head.method)
        let target = text(head.originForm)
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return AccessLogEntry(
            method: method, path: parts.first.map(String.init) ?? "",
            // A query of POST may hold personal text, as its body does.
            query: parts.count > 1 && method != "POST" ? String(parts[1]) : nil,
            route: answer.route, status: status, bodySize: bodySize, duration: duration, clientAddress: client ?? peer,
            userAgent: head.value(of: "user-agent", in: bytes.bytes), protocolVersion: "1.\(head.minorVersion)",
            serverAddress: origin.authority.isEmpty ? nil : Authority.host(of: text(origin.authority)),
            requestID: validRequestID(head, bytes).map { String(decoding: $0, as: UTF8.self) } ?? answer.requestID,
            traceparent: head.value(of: "traceparent", in: bytes.bytes), errorType: answer.errorType,
            cache: cache.rawValue, tls: connection.pointee.session?.logged)
    }
}
