import CLinux
import Glibc
import HTTP

extension Worker {
    /// Where an answer came from, for the log.
    enum CacheUse {
        case hit
        case miss
        case notModified
    }

    /// Adds the reply to the batch: the part of the answer that the method and the preconditions leave.
    mutating func reply(
        _ slot: Int, _ answer: Answer, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, cache: CacheUse,
        stream: (any BodyStream)? = nil
    ) {
        var (answer, cache) = (answer, cache)
        var status = answer.status
        var part: Answer.Part = head.knownMethod == .head ? .head : .whole
        var isStream = stream != nil
        if answer.isRepresentation, !head.present.isDisjoint(with: .preconditions) {
            let verdict = Preconditions.evaluate(
                head, in: bytes.bytes, entityTag: answer.entityTag, lastModified: answer.lastModified, now: clock.wall)
            switch verdict {
            case .proceed: break
            case .notModified:
                (status, part, isStream, cache) = (304, .notModified, false, .notModified)
            case .failed:
                answer = refusal(slot, .preconditionFailed, head, bytes)
                (status, isStream) = (answer.status, false)
            }
        }
        // HTTP/1.0 has no chunks: the end of the connection is the end of the stream.
        let hasLength = answer.bodyByteCount != nil
        if isStream, !hasLength, head.minorVersion == 0 {
            slab[slot].pointee.closesAfterWrite = true
            if head.isPersistent { slab[slot].pointee.lingersOnClose = true }
        }

        let fields = batch.fieldsStart
        addRequestID(head, bytes, answer)
        addPersistence(slot, head)
        addAccessFields(head, bytes)
        if shared.configuration.tellsTiming { addTiming() }
        let isChunked = isStream && !hasLength && head.minorVersion > 0
        if isChunked { batch.addField("Transfer-Encoding: chunked\r\n") }
        append(slot, answer, status: status, part: part, cache: cache, fieldsFrom: fields, head, bytes)
        if isStream, part == .whole, let stream {
            let isSizeOpen = shared.configuration.metrics != nil && !hasLength
            begin(
                slot, stream, isChunked: isChunked, series: isSizeOpen ? series(slot, answer, status, head, bytes) : nil
            )
        }
    }

    /// Whether the server ends the connection with this answer. During the drain that is the last of the requests that
    /// have come: none after it is answered. A client that always has sent another one is told in time all the same.
    private func isEnding(_ slot: Int) -> Bool {
        let connection = slab[slot]
        if let drain,
            clock.monotonic >= drain.announcesAt || !(connection.pointee.hasMore || connection.hasInput)
        {
            return true
        }
        return Int(connection.pointee.requestCount) >= shared.configuration.limits.requestsPerConnection ?? .max
    }

    private mutating func addPersistence(_ slot: Int, _ head: RequestHead) {
        let connection = slab[slot]
        let isEnding = isEnding(slot)
        if !head.isPersistent || isEnding { connection.pointee.closesAfterWrite = true }
        if isEnding || head.knownMethod == .connect {
            // The client may send more, not knowing, or as if through a tunnel: a reset would take this answer from it.
            connection.pointee.lingersOnClose = true
        }
        if connection.pointee.closesAfterWrite {
            batch.addField("Connection: close\r\n")
        } else if head.minorVersion == 0 {
            batch.addField("Connection: keep-alive\r\n")
        }
    }

    /// Milliseconds since the request came.
    private mutating func addTiming() {
        let microseconds = Int(max(0, Clock.nanoseconds() - requestStart) / 1000)
        batch.addField("Server-Timing: app;dur=")
        batch.addField(microseconds / 1000)
        batch.addField(microseconds % 1000 < 10 ? ".00" : microseconds % 1000 < 100 ? ".0" : ".")
        batch.addField(microseconds % 1000)
        batch.addField("\r\n")
    }

    /// The client's own is echoed; an error has one in any case.
    private mutating func addRequestID(_ head: RequestHead, _ bytes: UnsafeRawBufferPointer, _ answer: Answer) {
        if let id = validRequestID(head, bytes) {
            addRequestID(id)
        } else {
            addRequestID(of: answer)
        }
    }

    private mutating func addRequestID(of answer: Answer) {
        guard var id = answer.requestID else { return }
        id.withUTF8 { addRequestID(UnsafeRawBufferPointer($0)) }
    }

    private mutating func addRequestID(_ id: UnsafeRawBufferPointer) {
        batch.addField("X-Request-Id: ")
        batch.addField(id)
        batch.addField("\r\n")
    }

    // MARK: - Refusals

    private mutating func refusal(
        _ slot: Int, _ reason: Refusal.Reason, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer
    ) -> Answer {
        let origin = origin(slot, head, bytes)
        let id = validRequestID(head, bytes).map { String(decoding: $0, as: UTF8.self) } ?? identifiers.next(clock.wall)
        let target = Self.withTarget(head.originForm, bytes, origin, basePath: basePath) {
            String(decoding: $0, as: UTF8.self)
        }
        return answer(
            slot, to: Refusal(reason, linkBase: bases.base(origin, bytes), requestID: id, target: target))
    }

    private func answer(_ slot: Int, to refusal: Refusal) -> Answer {
        let response = handler(of: slot).refuse(refusal)
        guard case .bytes(let body) = response.body else { return Answer(response, body: []) }
        return Answer(response, body: body)
    }

    /// Refuses a request whose head was read.
    ///
    /// - Parameter closes: whether what follows on the connection can no longer be told from the request.
    mutating func refuse(
        _ slot: Int, _ reason: Refusal.Reason, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, closes: Bool = true
    ) {
        if closes {
            slab[slot].pointee.closesAfterWrite = true
            slab[slot].pointee.lingersOnClose = true
        }
        let answer = refusal(slot, reason, head, bytes)
        let fields = batch.fieldsStart
        addRequestID(head, bytes, answer)
        addPersistence(slot, head)
        addAccessFields(head, bytes)
        append(
            slot, answer, status: answer.status, part: head.knownMethod == .head ? .head : .whole, cache: .miss,
            fieldsFrom: fields, head, bytes)
    }

    /// Refuses what is no request, or came too late or to a full house.
    ///
    /// - Parameters:
    ///   - isHEAD: whether its client takes no body.
    ///   - broken: what was read of it.
    mutating func refuse(
        _ slot: Int, _ reason: Refusal.Reason, toHEAD isHEAD: Bool = false,
        broken: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        slab[slot].pointee.closesAfterWrite = true
        slab[slot].pointee.lingersOnClose = true
        let refusal = Refusal(reason, linkBase: bases.baseOfNothing, requestID: identifiers.next(clock.wall))
        let answer = answer(slot, to: refusal)
        let fields = batch.fieldsStart
        addRequestID(of: answer)
        batch.addField("Connection: close\r\n")
        addAccessFields(toBroken: broken)
        append(
            slot, answer, status: answer.status, part: isHEAD ? .head : .whole, cache: .miss, fieldsFrom: fields, nil,
            UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Adds a reply to the batch and tells the access log of it.
    ///
    /// - Parameter head: nil where none was read.
    private mutating func append(
        _ slot: Int, _ answer: Answer, status: Int, part: Answer.Part, cache: CacheUse, fieldsFrom fields: Int,
        _ head: RequestHead?, _ bytes: UnsafeRawBufferPointer
    ) {
        batch.append(status: statusBlocks.block(status), fieldsFrom: fields, answer: answer, part: part)
        if shared.configuration.metrics != nil { measure(slot, answer, status: status, part: part, head, bytes) }
        defer { admission = Admission() }
        guard let log = shared.configuration.accessLog, !log.errorsOnly || status >= 400 else { return }
        var entry = entry(
            slot, head, bytes, answer: answer, status: status,
            bodySize: part == .whole ? answer.bodyByteCount ?? 0 : 0, cache: cache)
        entry.keyName = admission.keyName
        log.write(entry, index)
    }

    // MARK: - Writing

    /// Sends the batch. false where the client did not take all of it, or is gone: nothing more is to be done now.
    mutating func flush(_ slot: Int) -> Bool {
        guard !batch.isEmpty else { return slab[slot].pointee.phase != .free }
        let connection = slab[slot]
        defer { meter.batchWasSent() }
        switch batch.send(to: connection) {
        case .sent:
            noteProgress(slot)
            // A stream begins when the head before it was sent.
            return connection.pointee.pending.map { write(slot, $0) } ?? true
        case .blocked(let rest):
            if let stream = connection.pointee.pending { rest.append(contentsOf: stream) }
            connection.pointee.pending = rest
            startWriting(slot)
            return false
        case .failed:
            close(slot)
            return false
        }
    }

    private mutating func begin(_ slot: Int, _ source: any BodyStream, isChunked: Bool, series: Int32?) {
        let connection = slab[slot]
        connection.pointee.pending = PendingWrite(
            stream: .init(source: source, isChunked: isChunked), series: series)
        startWriting(slot)
    }

    /// Nothing is read until the client has taken what it is sent; then what was under way goes on.
    func startWriting(_ slot: Int) {
        let connection = slab[slot]
        noteWriteProgress(slot)
        guard connection.pointee.phase != .writing else { return }
        connection.pointee.phaseAfterWrite = connection.pointee.phase
        connection.pointee.phase = .writing
    }

    private func endWriting(_ slot: Int) {
        let connection = slab[slot]
        if let pending = connection.pointee.pending, let series = pending.series {
            meter.add(streamed: pending.streamedByteCount, of: series)
        }
        connection.pointee.pending = nil
        // Nothing was read meanwhile: a close would be a reset if the client has sent more.
        if connection.pointee.closesAfterWrite { connection.pointee.lingersOnClose = true }
        connection.pointee.phase = connection.pointee.phaseAfterWrite
        noteProgress(slot)
        // The client was not heard meanwhile: its time for the head or the body begins anew.
        switch connection.pointee.phase {
        case .head: connection.pointee.deadline = clock.monotonic + timeouts.head
        case .body: connection.pointee.deadline = clock.monotonic + timeouts.body
        default: break
        }
    }

    /// Gives the streams that wait their steps of this turn, one after the other.
    mutating func advanceStreams() {
        while streamSteps > 0, let token = waitingStreams.first {
            waitingStreams.removeFirst()
            let slot = Int(token & 0xffff_ffff)
            guard token == self.token(slot), slab[slot].pointee.isInTurn else { continue }
            slab[slot].pointee.isInTurn = false
            continueWriting(slot, isItsTurn: true)
        }
    }

    /// The client takes bytes again, or its stream has its turn.
    mutating func continueWriting(_ slot: Int, isItsTurn: Bool = false) {
        guard let pending = slab[slot].pointee.pending else { return }
        guard write(slot, pending, isItsTurn: isItsTurn) else { return settle(slot) }
        if deliverCompleted(slot) { return }
        sendContinue(slot)
        resume(slot)
    }

    /// true where all was sent.
    mutating func write(_ slot: Int, _ pending: PendingWrite, isItsTurn: Bool = false) -> Bool {
        let before = pending.sentByteCount
        // One step at a time, and none before those who wait.
        let granted = isItsTurn || waitingStreams.isEmpty ? min(1, streamSteps) : 0
        var left = granted
        let outcome = pending.send(to: slab[slot], steps: &left)
        streamSteps -= granted - left
        switch outcome {
        case .done:
            endWriting(slot)
            return true
        case .blocked, .yielded:
            if pending.sentByteCount > before { noteWriteProgress(slot) }
            if case .yielded = outcome {
                slab[slot].pointee.isInTurn = true
                waitingStreams.append(token(slot))
            }
            return false
        case .failed:
            close(slot)
            return false
        }
    }

    /// The client has its time to take more from now on.
    private func noteWriteProgress(_ slot: Int) {
        let connection = slab[slot]
        connection.pointee.deadline = clock.monotonic + timeouts.write
        connection.pointee.outstanding = outstanding(slot)
    }

    /// Bytes that were given to the kernel and are not acknowledged by the client.
    func outstanding(_ slot: Int) -> Int32 {
        outstanding_bytes(slab[slot].pointee.descriptor)
    }

    /// A head or a body that is half read keeps its deadline: answers before it do not give it more time.
    private func noteProgress(_ slot: Int) {
        slab[slot].pointee.idleSince = clock.monotonic
        if slab[slot].pointee.phase == .idle { slab[slot].pointee.deadline = clock.monotonic + timeouts.idle }
    }
}
