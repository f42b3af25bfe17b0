/// Why the server refused a request before any handler saw it, or instead of the answer that the handler gave.
package struct Refusal: Sendable {
    package var reason: Reason
    package var linkBase: LinkBase
    /// The client's `X-Request-Id` if it was read and is valid, else one that was made.
    package var requestID: String
    /// The origin-form target where one was read.
    package var target: String?

    package init(_ reason: Reason, linkBase: LinkBase, requestID: String, target: String? = nil) {
        self.reason = reason
        self.linkBase = linkBase
        self.requestID = requestID
        self.target = target
    }

    package enum Reason: Sendable, Equatable {
        /// Broken HTTP: what element of the grammar was at fault, as a phrase that ends a sentence.
        case malformed(String)
        case headTooLarge(limit: Int)
        case tooManyFields(limit: Int)
        case targetTooLong(limit: Int)
        case bodyTooLarge(limit: Int)
        case requestTimeout
        case expectationFailed
        case unsupportedTransferCoding
        case versionNotSupported
        case preconditionFailed
        /// The target is an https resource, and the connection is not secured.
        case misdirected
        /// The listener speaks TLS, and the client does not.
        case unsecured
        /// Too many deferred answers wait, or too many connections are open.
        case busy(retryAfter: Int)
        /// A key is needed, and none was sent.
        case missingKey
        /// The key is none of those that are known.
        case invalidKey
        /// More than one key was sent.
        case conflictingKeys
        /// One key or client has made too many requests.
        case quotaExceeded(retryAfter: Int)
        /// One client has too many connections open.
        case tooManyConnections(limit: Int, retryAfter: Int)
    }
}
