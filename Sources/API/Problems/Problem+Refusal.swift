import HTTP

extension Problem {
    /// What the server refused before, or instead of, an answer of the API.
    init(_ reason: Refusal.Reason) {
        switch reason {
        case .malformed(let element):
            self.init(.malformedRequest, "The request is malformed: \(element).")
        case .headTooLarge(let limit):
            self.init(.headTooLarge, "The head of the request is longer than \(limit) bytes.")
            self.limit = limit
        case .tooManyFields(let limit):
            self.init(.headTooLarge, "The request has more than \(limit) header fields.")
            self.limit = limit
        case .targetTooLong(let limit):
            self.init(.uriTooLong, "The request target is longer than \(limit) bytes.")
            self.limit = limit
        case .bodyTooLarge(let limit):
            self.init(.bodyTooLarge, "The body is longer than \(limit) bytes.")
            self.limit = limit
        case .requestTimeout:
            self.init(.requestTimeout, "The request did not arrive in time.")
        case .expectationFailed:
            self.init(.expectationFailed, "The only expectation that is met is '100-continue'.")
        case .unsupportedTransferCoding:
            self.init(.notImplemented, "The only transfer coding that is known is 'chunked'.")
        case .versionNotSupported:
            self.init(.versionNotSupported, "This server speaks HTTP/1.1 and HTTP/1.0.")
        case .preconditionFailed:
            self.init(.preconditionFailed, "The resource does not match the precondition of the request.")
        case .misdirected:
            self.init(.misdirectedRequest, "The target begins with 'https:', but this connection is not secured.")
        case .unsecured:
            self.init(.malformedRequest, "This port speaks TLS. Ask again with 'https:' in place of 'http:'.")
        case .missingKey:
            self.init(
                .missingKey,
                "This server answers only requests with a key. Send yours in 'Authorization: Bearer' or 'X-API-Key'.")
        case .invalidKey:
            self.init(.invalidKey, "The key is none that this server knows. Check it, or ask for another one.")
        case .conflictingKeys:
            self.init(.invalidKey, "The request has more than one key. Send only one of them.")
        case .quotaExceeded(let retryAfter):
            self.init(.quotaExceeded, "You have made more requests than you may. Try again in \(retryAfter) s.")
            self.retryAfter = retryAfter
        case .tooManyConnections(let limit, let retryAfter):
            self.init(.busy, "More than \(limit) connections are open from your address. Close one, or wait.")
            self.limit = limit
            self.retryAfter = retryAfter
        case .busy(let retryAfter):
            self.init(.busy, "The server has too much to do. Try again in \(retryAfter) s.")
            self.retryAfter = retryAfter
        }
    }
}
