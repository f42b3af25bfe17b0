import HTTP

extension Worker {
    /// Measures a reply that was put into the batch.
    @inline(__always)
    mutating func measure(
        _ slot: Int, _ answer: Answer, status: Int, part: Answer.Part, _ head: RequestHead?,
        _ bytes: UnsafeRawBufferPointer
    ) {
        let series = series(slot, answer, status, head, bytes)
        meter.add(series, size: part == .whole ? answer.bodyByteCount : 0, start: requestStart)
    }

    /// What requests are like that get this answer.
    @inline(__always)
    mutating func series(
        _ slot: Int, _ answer: Answer, _ status: Int, _ head: RequestHead?, _ bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        guard let head, head.knownMethod == .get || head.knownMethod == .head else {
            return findSeries(slot, answer, status, head, bytes)
        }
        let place =
            (head.knownMethod == .head ? 1 : 0) | (status == 304 ? 2 : 0)
            | (slab[slot].pointee.isSecured ? 4 : 0)
        if answer.series[place] < 0 { answer.series[place] = findSeries(slot, answer, status, head, bytes) }
        return answer.series[place]
    }

    @inline(never)
    private mutating func findSeries(
        _ slot: Int, _ answer: Answer, _ status: Int, _ head: RequestHead?, _ bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        meter.index(
            of: RequestSeries.Labels(
                method: head.map { Self.method($0, bytes) } ?? "_OTHER", route: answer.route ?? "unmatched",
                status: status, scheme: slab[slot].pointee.scheme.rawValue, errorType: answer.errorType))
    }

    /// The methods that are told apart; what else a client sends is one.
    private static func method(_ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> String {
        let method = String(decoding: bytes[head.method.range], as: UTF8.self)
        return knownMethods.contains(method) ? method : "_OTHER"
    }

    /// RFC 9110 and RFC 5789.
    private static let knownMethods: Set = [
        "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
    ]

    /// Counts a connection among those with a request under way, or no longer.
    func countActive(_ slot: Int) {
        let connection = slab[slot]
        connection.pointee.isActive.toggle()
        metrics.count(.active(isSecured: connection.pointee.isSecured), connection.pointee.isActive ? 1 : -1)
    }
}
