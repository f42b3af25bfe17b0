import CLinux
import Glibc
import HTTP
import HTTPTypes

extension Worker {
    /// Answers a whole request: from the cache, or by the handler.
    ///
    /// The order is DESIGN.md 3.5: parse, trust of the peer, keys and rates, link base, look-up, preconditions, send.
    mutating func respond(_ slot: Int, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, body: [UInt8]) {
        slab[slot].pointee.requestCount &+= 1
        let origin = origin(slot, head, bytes)
        if access.isGuarded, let reason = refusalAtDoor(slot, origin, head, bytes) {
            return refuse(slot, reason, head, bytes, closes: false)
        }
        let base = bases.resolve(origin, bytes)
        if case .replaced(let place) = base {
            cache.removeAll(base: place)
            metrics.set(.cacheBytes, cache.byteCount)
        }

        let isLookedUp =
            (head.knownMethod == .get || head.knownMethod == .head)
            && !slab[slot].pointee.isForOperations
        if isLookedUp, let place = base.place, let answer = cachedAnswer(place, origin, head, bytes) {
            metrics.count(.cacheHits)
            return reply(slot, answer, head, bytes, cache: .hit)
        }
        if isLookedUp { metrics.count(.cacheMisses) }
        let request = makeRequest(origin, head, bytes, body: body)
        switch handler(of: slot).answer(request) {
        case .ready(let response):
            deliver(slot, response, head, bytes)
        case .deferred(let work):
            wait(slot, for: work, head, bytes)
        }
    }

    func handler(of slot: Int) -> any Handler {
        slab[slot].pointee.isForOperations ? shared.operations : shared.handler
    }

    /// Where the client sent the request, as a trusted proxy says or as the request says itself.
    @inline(__always)
    func origin(_ slot: Int, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> RequestOrigin {
        guard slab[slot].pointee.isFromProxy else {
            return RequestOrigin(scheme: slab[slot].pointee.scheme, authority: head.authority)
        }
        return proxiedOrigin(slot, head, bytes)
    }

    /// Apart, so that requests without a proxy copy no head for it.
    @inline(never)
    private func proxiedOrigin(_ slot: Int, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> RequestOrigin {
        var origin = trust.origin(of: head, in: bytes.bytes, on: slab[slot].pointee.scheme)
        // What the settings say comes before what a request says, so that one server has one prefix.
        if shared.configuration.publicBase != nil || !basePath.isEmpty { origin.prefix = ByteRange() }
        return origin
    }

    /// The target in origin form, `form`, without the prefix of its origin, or the base path.
    ///
    /// What begins with the prefix has it: that a proxy took it off, and the path goes on with the same name, cannot be
    /// told apart. An absolute form may have no path: `/` is meant (RFC 9110 section 4.2.3).
    static func withTarget<Result>(
        _ form: ByteRange, _ bytes: UnsafeRawBufferPointer, _ origin: RequestOrigin, basePath: [UInt8],
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        var target = UnsafeRawBufferPointer(rebasing: bytes[form.range])
        if !origin.prefix.isEmpty {
            let prefix = UnsafeRawBufferPointer(rebasing: bytes[origin.prefix.range])
            if target.starts(with: prefix) { target = removing(prefix.count, from: target) }
        } else if !basePath.isEmpty, target.starts(with: basePath) {
            target = removing(basePath.count, from: target)
        }
        if !target.isEmpty, target[0] != UInt8(ascii: "?") { return body(target) }
        return ([UInt8(ascii: "/")] + Array(target)).withUnsafeBytes(body)
    }

    /// The target without a prefix, if that ends where a segment does.
    private static func removing(_ count: Int, from target: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let rest = UnsafeRawBufferPointer(rebasing: target[count...])
        return rest.isEmpty || rest[0] == UInt8(ascii: "/") || rest[0] == UInt8(ascii: "?") ? rest : target
    }

    private mutating func cachedAnswer(
        _ place: Int, _ origin: RequestOrigin, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) -> Answer? {
        let resource = Self.withTarget(head.originForm, bytes, origin, basePath: basePath) {
            cache.resource(base: place, target: $0)
        }
        guard let resource, let type = negotiateType(resource.types, head, bytes.bytes) else { return nil }
        return resource.answer(type: type, coding: negotiateCoding(head, bytes.bytes))
    }

    private func negotiateType(_ types: [MediaType], _ head: RequestHead, _ bytes: RawSpan) -> Int? {
        var preference = TypePreference(types)
        if head.repeated.contains(.accept) {
            head.forEachLine(of: "accept", in: bytes) { preference.add(bytes, $0) }
        } else {
            preference.add(bytes, head.accept.range)
        }
        return preference.best
    }

    private func negotiateCoding(_ head: RequestHead, _ bytes: RawSpan) -> ContentCoding {
        var preference = CodingPreference()
        if head.repeated.contains(.acceptEncoding) {
            head.forEachLine(of: "accept-encoding", in: bytes) { preference.add(bytes, $0) }
        } else {
            preference.add(bytes, head.acceptEncoding.range)
        }
        return preference.best
    }

    // MARK: - Answers of the handler

    private mutating func makeRequest(
        _ origin: RequestOrigin, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, body: [UInt8]
    ) -> Request {
        var fields = HTTPFields()
        head.forEachField(in: bytes.bytes) { name, value in
            guard let name = HTTPField.Name(String(decoding: bytes[name], as: UTF8.self)) else { return }
            // obs-text need not be UTF-8.
            let text = String(validating: bytes[value], as: UTF8.self) ?? String(latin1: bytes[value])
            fields.append(HTTPField(name: name, value: text))
        }
        let method = HTTPRequest.Method(String(decoding: bytes[head.method.range], as: UTF8.self))
        let authority = String(decoding: bytes[origin.authority.range], as: UTF8.self)
        // CONNECT asks for no resource, which is what `*` says to the handler.
        let target =
            head.knownMethod == .connect
            ? "*"
            : Self.withTarget(head.originForm, bytes, origin, basePath: basePath) {
                String(decoding: $0, as: UTF8.self)
            }
        return Request(
            head: HTTPRequest(
                method: method ?? .get, scheme: origin.scheme.rawValue, authority: authority.isEmpty ? nil : authority,
                path: target,
                headerFields: fields),
            linkBase: bases.base(origin, bytes), body: body, id: requestID(head, bytes))
    }

    /// The client's own, if it is of the grammar that may be echoed.
    func validRequestID(_ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let value = head.requestID.range
        guard head.present.contains(.requestID), !head.repeated.contains(.requestID),
            RequestID.isValid(bytes.bytes, value)
        else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[value])
    }

    private mutating func requestID(_ head: RequestHead, _ bytes: UnsafeRawBufferPointer) -> String {
        validRequestID(head, bytes).map { String(decoding: $0, as: UTF8.self) } ?? identifiers.next(clock.wall)
    }

    /// Sends what the handler answered, and keeps it if it may be.
    private mutating func deliver(
        _ slot: Int, _ response: Response, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) {
        switch response.body {
        case .bytes(let body) where body.count > max(cache.answerLimit, BytesStream.maximumStep):
            // Too large to be kept: each client that takes it slowly would hold a copy.
            let answer = Answer(response, bodyByteCount: body.count)
            reply(slot, answer, head, bytes, cache: .miss, stream: BytesStream(body))
        case .bytes(let body):
            let answer = Answer(response, body: body)
            if !slab[slot].pointee.isForOperations {
                keep(answer, response, origin(slot, head, bytes), head, bytes)
            }
            reply(slot, answer, head, bytes, cache: .miss)
        case .stream(let source):
            reply(slot, Answer(response, bodyByteCount: nil), head, bytes, cache: .miss, stream: source)
        }
    }

    private mutating func keep(
        _ answer: Answer, _ response: Response, _ origin: RequestOrigin, _ head: RequestHead,
        _ bytes: UnsafeRawBufferPointer
    ) {
        guard head.knownMethod == .get || head.knownMethod == .head, response.status == .ok,
            let representation = response.representation, representation.isCacheable,
            representation.generation == generation,
            let type = representation.types.firstIndex(of: representation.type),
            let place = bases.place(of: origin, bytes)
        else { return }
        Self.withTarget(head.originForm, bytes, origin, basePath: basePath) { target in
            cache.insert(
                answer, base: place, target: target, types: representation.types, type: type,
                coding: representation.hasGzip ? representation.coding : nil)
        }
        metrics.set(.cacheBytes, cache.byteCount)
    }

    // MARK: - Deferred answers

    private mutating func wait(
        _ slot: Int, for work: @escaping @Sendable () -> Response, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) {
        let connection = slab[slot]
        let generation = connection.pointee.generation
        let mailbox = mailbox
        let isTaken = shared.deferred.submit {
            mailbox.post(Mailbox.Completion(slot: slot, generation: generation, response: work()))
        }
        guard isTaken else { return refuse(slot, .busy(retryAfter: 1), head, bytes, closes: false) }
        connection.pointee.exchange = Exchange(headBytes: Array(bytes), head: head, start: requestStart)
        connection.pointee.exchange?.admission = admission
        admission = Admission()
        connection.pointee.phase = .deferred
    }

    /// Sends a deferred answer, unless its connection is gone, after what the client has still to take.
    mutating func deliver(_ completion: Mailbox.Completion) {
        let slot = completion.slot
        let connection = slab[slot]
        guard connection.pointee.generation == completion.generation, let exchange = connection.pointee.exchange else {
            return
        }
        switch connection.pointee.phase {
        case .deferred:
            exchange.completed = completion.response
            _ = deliverCompleted(slot)
        case .writing where connection.pointee.phaseAfterWrite == .deferred:
            exchange.completed = completion.response
        default:
            break
        }
    }

    /// Sends the deferred answer that a connection waits for, and goes on with what the client sent meanwhile. false
    /// where it is not made yet, or none is waited for.
    mutating func deliverCompleted(_ slot: Int) -> Bool {
        let connection = slab[slot]
        guard connection.pointee.phase == .deferred, let exchange = connection.pointee.exchange,
            let response = exchange.completed
        else { return false }
        connection.pointee.exchange = nil
        connection.pointee.phase = .idle
        requestStart = exchange.start
        admission = exchange.admission
        exchange.headBytes.withUnsafeBytes { deliver(slot, response, exchange.head, $0) }
        resume(slot)
        return true
    }
}

extension LinkBaseTable.Resolution {
    /// The place in the table, where answers are kept for it.
    fileprivate var place: Int? {
        switch self {
        case .kept(let place), .replaced(let place): place
        case .unkept: nil
        }
    }
}
