import CLinux
import Glibc
import HTTP

extension Worker {
    /// Reads once and answers what is whole.
    mutating func readAndServe(_ slot: Int) {
        let kept = takeUnread(slot)
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept...])
        let received: Int
        switch slab[slot].receive(into: room) {
        case .bytes(let count):
            received = count
        case .nothing:
            keepUnread(slot, 0..<kept)
            return settle(slot)
        case .ended:
            // The end of the input within a request leaves nothing to answer (RFC 9112 section 8). A session need not
            // have said that it ends: what is cut short has no end of its own, and is no request.
            return finish(slot, isEnded: true)
        case .failed:
            return slab[slot].pointee.session == nil ? close(slot) : failHandshake(slot)
        }
        if isMeasured { requestStart = Clock.nanoseconds() }
        let total = kept + received
        // A partial head is parsed again only when another line of it ended, or it is too long: a client that sends
        // byte by byte costs no more than one that sends line by line.
        let isWaiting = slab[slot].pointee.phase == .head && kept > 0 && total < limits.headBytes
        if isWaiting, !room[..<received].contains(UInt8(ascii: "\n")) {
            keepUnread(slot, 0..<total)
            return settle(slot)
        }
        serve(slot, total)
    }

    /// Sends what is due and answers what was received before the connection had to wait.
    mutating func resume(_ slot: Int) {
        if flush(slot) {
            if isMeasured { requestStart = Clock.nanoseconds() }
            serve(slot, takeUnread(slot))
        } else {
            settle(slot)
        }
    }

    func takeUnread(_ slot: Int) -> Int {
        let connection = slab[slot]
        guard !connection.pointee.unread.isEmpty else { return 0 }
        buffer.copyBytes(from: connection.pointee.unread)
        let count = connection.pointee.unread.count
        connection.pointee.unread = []
        return count
    }

    func keepUnread(_ slot: Int, _ range: Range<Int>) {
        slab[slot].pointee.unread = range.isEmpty ? [] : Array(UnsafeRawBufferPointer(rebasing: buffer[range]))
    }

    /// Answers the requests in the first `total` bytes of the buffer, in order, and keeps what is left.
    private mutating func serve(_ slot: Int, _ total: Int) {
        let connection = slab[slot]
        var position = 0
        var needsMore = false
        while position < total, !needsMore, connection.pointee.isReading {
            position += serveOne(slot, UnsafeRawBufferPointer(rebasing: buffer[position..<total]), &needsMore)
            // A reply whose stream or rest was sent to its end lets the next request be read.
            let isDue = batch.isFull || needsMore || position == total || !connection.pointee.isReading
            if isDue, !flush(slot) { break }
        }
        guard connection.pointee.phase != .free else { return }
        if connection.pointee.closesAfterWrite {
            if position < total { connection.pointee.lingersOnClose = true }
        } else {
            keepUnread(slot, position..<total)
        }
        settle(slot)
    }

    /// Takes one request, or a piece of one, and returns how many bytes it took.
    private mutating func serveOne(_ slot: Int, _ bytes: UnsafeRawBufferPointer, _ needsMore: inout Bool) -> Int {
        let connection = slab[slot]
        guard connection.pointee.phase != .body else { return readBody(slot, bytes) }
        switch HeadParser.parse(bytes.bytes, limits: limits) {
        case .complete(let head):
            let headBytes = UnsafeRawBufferPointer(rebasing: bytes[..<head.length])
            connection.pointee.hasMore = head.length < bytes.count
            begin(slot, head, headBytes)
            return head.length
        case .partial:
            needsMore = true
            if connection.pointee.phase == .idle, !Self.isEmptyLine(bytes) {
                connection.pointee.phase = .head
                // That of a first head counts from before the handshake.
                if !connection.pointee.isSecured || connection.pointee.requestCount > 0 {
                    connection.pointee.deadline = clock.monotonic + timeouts.head
                }
            }
            return 0
        case .failed(let failure):
            refuse(slot, Refusal.Reason(failure, limits), toHEAD: Self.beginsHEAD(bytes), broken: bytes)
            return 0
        }
    }

    /// What old clients send behind a body (RFC 9112 section 2.2): no request has begun with it.
    private static func isEmptyLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count <= 2 && bytes.first == UInt8(ascii: "\r")
    }

    /// Whether a head that was not understood is that of a HEAD, whose client takes no body (RFC 9110 section 9.3.2).
    static func beginsHEAD(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: "HEAD ".utf8) || bytes.starts(with: "\r\nHEAD ".utf8)
    }

    /// Leaves the connection waiting for what comes next.
    mutating func settle(_ slot: Int) {
        let connection = slab[slot]
        if connection.pointee.hasRequest != connection.pointee.isActive { countActive(slot) }
        switch connection.pointee.phase {
        case .free, .lingering:
            break
        case .deferred:
            connection.pointee.deadline = .max
            setInterest(slot, 0)
        case .writing:
            setInterest(slot, connection.pointee.isInTurn ? 0 : Poller.writable)
        case .proxyHeader:
            setInterest(slot, Poller.readable)
        case .handshake:
            setInterest(slot, connection.pointee.session?.wantsToSend == true ? Poller.writable : Poller.readable)
        case .idle, .head, .body:
            if connection.pointee.closesAfterWrite { return finish(slot) }
            if let session = connection.session { return awaitInput(slot, session) }
            setInterest(slot, Poller.readable)
        }
    }

    // MARK: - Requests with a body, or an expectation

    /// Starts on a request whose head is whole.
    private mutating func begin(_ slot: Int, _ head: RequestHead, _ bytes: UnsafeRawBufferPointer) {
        let connection = slab[slot]
        connection.pointee.phase = .idle
        if connection.pointee.isSecured, connection.pointee.session == nil {
            return refuse(slot, .unsecured, head, bytes)
        }
        // An https resource is served over a secured connection alone, or behind a trusted gateway that has one (RFC
        // 9110 section 7.4).
        if head.namesHTTPS, origin(slot, head, bytes).scheme != .https {
            return refuse(slot, .misdirected, head, bytes)
        }
        if head.expectation == .unknown { return refuse(slot, .expectationFailed, head, bytes) }
        switch head.framing {
        case .none, .length(0):
            return respond(slot, head, bytes, body: [])
        case .length(let length) where length > shared.configuration.limits.bodyBytes:
            return refuse(slot, .bodyTooLarge(limit: shared.configuration.limits.bodyBytes), head, bytes)
        case .length, .chunked:
            let exchange = Exchange(headBytes: Array(bytes), head: head, start: requestStart)
            connection.pointee.exchange = exchange
            connection.pointee.phase = .body
            connection.pointee.deadline = clock.monotonic + timeouts.body
            exchange.owesContinue = head.expectation == .continue && !connection.pointee.hasMore
            sendContinue(slot)
        }
    }

    /// Sends the interim answer that lets the client send its body (RFC 9110 section 10.1.1), if one is owed, after what
    /// is due before it.
    mutating func sendContinue(_ slot: Int) {
        guard let exchange = slab[slot].pointee.exchange, exchange.owesContinue, flush(slot) else { return }
        exchange.owesContinue = false
        let interim: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"
        let pending = PendingWrite()
        pending.append(copying: UnsafeRawBufferPointer(start: interim.utf8Start, count: interim.utf8CodeUnitCount))
        slab[slot].pointee.pending = pending
        startWriting(slot)
        _ = write(slot, pending)
    }

    /// Takes what belongs to the body, answers when it is whole, and returns how many bytes were taken.
    private mutating func readBody(_ slot: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        guard let exchange = slab[slot].pointee.exchange else { return bytes.count }
        guard exchange.head.framing == .chunked else {
            let count = min(exchange.remaining, bytes.count)
            exchange.body.append(contentsOf: bytes[..<count])
            exchange.remaining -= count
            if exchange.remaining == 0 { answer(slot, exchange, hasMore: count < bytes.count) }
            return count
        }
        var position = 0
        do {
            while true {
                let event = try exchange.decoder.next(bytes.bytes, &position)
                if case .data(let range) = event { exchange.body.append(contentsOf: bytes[range]) }
                // What a chunk announces counts at once: nothing is gained by waiting for it.
                let limit = shared.configuration.limits.bodyBytes
                guard exchange.body.count + exchange.decoder.announcedByteCount <= limit else {
                    refuseBody(slot, exchange, .bodyTooLarge(limit: limit))
                    return position
                }
                switch event {
                case .data:
                    continue
                case .needsMore:
                    return position
                case .end(let consumed):
                    answer(slot, exchange, hasMore: consumed < bytes.count)
                    return consumed
                }
            }
        } catch {
            refuseBody(slot, exchange, .malformed(error.phrase))
            return position
        }
    }

    private mutating func answer(_ slot: Int, _ exchange: Exchange, hasMore: Bool) {
        slab[slot].pointee.hasMore = hasMore
        slab[slot].pointee.exchange = nil
        slab[slot].pointee.phase = .idle
        requestStart = exchange.start
        exchange.headBytes.withUnsafeBytes { respond(slot, exchange.head, $0, body: exchange.body) }
    }

    mutating func refuseBody(_ slot: Int, _ exchange: Exchange, _ reason: Refusal.Reason) {
        slab[slot].pointee.exchange = nil
        slab[slot].pointee.phase = .idle
        exchange.headBytes.withUnsafeBytes { refuse(slot, reason, exchange.head, $0) }
    }
}
