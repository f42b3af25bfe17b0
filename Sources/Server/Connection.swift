import HTTP

/// The state of one connection: a plain struct in the worker's slab, small while it is idle.
struct Connection {
    var descriptor: Int32
    /// nil where nothing is secured.
    var session: TLSSession?
    /// Whether its listener speaks TLS.
    var isSecured = false
    /// Tells this connection from one that had the slot before: events and deferred answers carry it.
    var generation: UInt32
    var phase = Phase.idle
    /// What `.writing` interrupted: a head or a body that was half read, a deferred answer, or nothing.
    var phaseAfterWrite = Phase.idle
    /// What epoll was asked for; nil while the connection is not in the set.
    var interest: UInt32?
    /// Set when no further request is read after what is being sent.
    var closesAfterWrite = false
    /// Input may be unread when the connection is closed: the client gets time to read the answer (RFC 9112
    /// section 9.6).
    var lingersOnClose = false
    /// Its stream waits for its next step among the others, and not for the client.
    var isInTurn = false
    /// More was received than the request that is being answered.
    var hasMore = false
    var requestCount: Int32 = 0
    /// Bytes that the client had not acknowledged when it last made progress.
    var outstanding: Int32 = 0
    /// Milliseconds of the monotonic clock.
    var deadline: Int64 = .max
    /// When the last answer was sent, or the connection accepted; while it lingers, when the client last made progress.
    var idleSince: Int64 = 0
    /// Whether the operations handler answers it, of whose answers none are kept.
    var isForOperations = false
    /// Whether it is one of those that are limited: one that was refused for the limit is not.
    var isCounted = true
    /// Whether a trusted proxy is at its other end.
    var isFromProxy = false
    /// Whether it counts among those with a request under way.
    var isActive = false
    /// Whether it counts among those of its client.
    var isCountedForClient = false
    /// Who is at its other end, where that matters.
    var peer = Peer.unknown
    /// Bytes that were received and not used yet.
    var unread: [UInt8] = []
    var pending: PendingWrite?
    var exchange: Exchange?

    /// Whether a request is under way that was not answered at once.
    var hasRequest: Bool {
        switch phase {
        case .body, .deferred, .writing: true
        case .proxyHeader, .handshake, .idle, .head, .lingering, .free: false
        }
    }
    /// Of what is asked for on it.
    var scheme: Scheme { isSecured ? .https : .http }

    /// Whether the next bytes may be taken as a request.
    var isReading: Bool {
        switch phase {
        case .idle, .head, .body: !closesAfterWrite
        case .proxyHeader, .handshake, .deferred, .writing, .lingering, .free: false
        }
    }

    enum Phase: UInt8 {
        /// Before everything else there is the header of a proxy.
        case proxyHeader
        /// TLS is being agreed on.
        case handshake
        /// Nothing of the next request was read.
        case idle
        /// Some of a head was read.
        case head
        /// The head was read, the body is being.
        case body
        /// The answer is made elsewhere; nothing is read until it is sent, which keeps pipelined replies in order.
        case deferred
        /// The client has not taken all of the last replies; nothing is read until it has.
        case writing
        /// All was sent, the sending side is shut, what still comes is thrown away.
        case lingering
        case free
    }
}

/// A request that is not answered from the read buffer in one go: it has a body, or its answer is deferred.
final class Exchange {
    let headBytes: [UInt8]
    /// Of `headBytes`.
    let head: RequestHead
    /// When its head came, in nanoseconds; only while there is an access log.
    let start: Int64
    var body: [UInt8] = []
    var remaining: Int
    var decoder = ChunkedDecoder()
    /// 100 (Continue) is due as soon as the client has taken the answers before it.
    var owesContinue = false
    /// How the request came in, while its answer is deferred.
    var admission = Admission()
    /// A deferred answer that came while the client had not taken the answers before it.
    var completed: Response?

    init(headBytes: [UInt8], head: RequestHead, start: Int64) {
        self.headBytes = headBytes
        self.head = head
        self.start = start
        if case .length(let length) = head.framing { remaining = length } else { remaining = 0 }
    }
}
