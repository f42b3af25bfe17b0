package import HTTP

extension HTTPServer {
    /// All that can be set, with the defaults that hold where nothing is.
    package struct Configuration: Sendable {
        package var listeners = [Listener(.tcp(host: "127.0.0.1", port: 8080))]
        /// Threads, each with its own event loop.
        package var workers = 1
        package var limits = Limits()
        package var timeouts = Timeouts()
        /// Bytes of answers kept, over all workers.
        package var answerCacheBytes = 64 << 20
        /// What links begin with whatever the request says; nil takes it from the request.
        package var publicBase: LinkBase?
        /// Prefix under which a proxy reaches this server, `""` or `/a/b`: accepted kept or stripped.
        package var basePath = ""
        /// Whose word on the client and on the authority of links is taken.
        package var trust = ProxyTrust()
        /// Whether trusted proxies send a PROXY header.
        package var proxyProtocol = ProxyProtocol.off
        package var accessLog: AccessLog?
        /// Whether each answer says how long it took to be made (`Server-Timing`, W3C Server Timing).
        package var tellsTiming = false
        /// Where what the server counts is read; nil counts no request.
        package var metrics: ServerMetrics?
        /// nil lets everybody in.
        package var keys: AccessKeys?
        /// Paths that are answered to whoever asks and count against no rate: those of health.
        package var openPaths: [String] = []
        /// The origins whose pages may read answers, where they are a list: the handler tells of all others.
        package var corsOrigins: [Origin] = []

        package init() {}
    }

    /// What a connection must or may begin with (`ProxyHeader`). On listeners for operations it is never looked for.
    package enum ProxyProtocol: String, Sendable, CaseIterable {
        case off
        /// One that comes from a trusted proxy counts.
        case accept
        /// A connection without one, or from anybody else than a trusted proxy, is closed.
        case require
    }

    /// A place where connections come in, and what is served there.
    package struct Listener: Sendable {
        package var address: ListenAddress
        /// Whether the operations handler answers there, and not the one for everybody.
        package var isForOperations: Bool
        /// Whether TLS is spoken there.
        package var isSecured: Bool

        package init(_ address: ListenAddress, isForOperations: Bool = false, isSecured: Bool = false) {
            self.address = address
            self.isSecured = isSecured
            self.isForOperations = isForOperations
        }
    }

    /// Bounds on what one client may ask for. Sizes in bytes.
    package struct Limits: Sendable {
        package var headBytes = 16_384
        package var targetBytes = 8_192
        package var fieldLines = 100
        package var bodyBytes = 65_536
        /// Over all workers.
        package var connections = 16_384
        /// From one IPv4 address, or one /64 of IPv6, that is no trusted proxy's; nil is unbounded.
        package var connectionsPerClient: Int?
        /// So many of a worker that are over the limit stay until the client has read that they were refused.
        package static let refusedConnections = 16
        /// nil is unbounded.
        package var requestsPerConnection: Int?
        /// Of one key, or of one IPv4 address or one /64 of IPv6; nil is unbounded.
        package var rate: RateLimit?

        package init() {}
    }

    /// Times in seconds.
    package struct Timeouts: Sendable {
        package var head = 10.0
        package var body = 30.0
        package var idle = 75.0
        /// Without any progress.
        package var write = 30.0
        package var linger = 0.0
        package var drain = 8.0

        package init() {}
    }

    /// Where the access log goes.
    package struct AccessLog: Sendable {
        /// Only requests that were answered with 400 or above.
        package var errorsOnly: Bool
        /// Called on the worker of this index, after the answer was queued. It must not block.
        package var write: @Sendable (AccessLogEntry, _ worker: Int) -> Void

        package init(errorsOnly: Bool, write: @escaping @Sendable (AccessLogEntry, Int) -> Void) {
            self.errorsOnly = errorsOnly
            self.write = write
        }
    }
}
