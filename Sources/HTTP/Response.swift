package import HTTPTypes

/// An answer as the handler gives it.
///
/// The server adds what belongs to the message and not to the answer: `Date`, `Connection`, framing, `X-Request-Id`,
/// and `ETag`, `Last-Modified`, `Content-Type` and `Content-Encoding` from the representation.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: Body
    /// What a 200 represents; nil on everything that is no representation of a resource (errors, redirects).
    package var representation: Representation?
    /// The template of the matched route, for logs and metrics; nil where none matched.
    package var route: String?
    /// The problem code of an error, for logs.
    package var errorType: String?
    /// The id that the body of an error tells the client, so that the log can be searched for it.
    package var requestID: String?

    package init(
        status: HTTPResponse.Status, fields: HTTPFields = [:], body: Body = .bytes([]),
        representation: Representation? = nil, route: String? = nil, errorType: String? = nil, requestID: String? = nil
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.representation = representation
        self.route = route
        self.errorType = errorType
        self.requestID = requestID
    }

    package enum Body: Sendable {
        case bytes([UInt8])
        case stream(any BodyStream)
    }
}

/// A body that is produced while it is sent, pulled by the connection as the client takes it.
///
/// One connection at a time calls it, never two at once.
package protocol BodyStream: AnyObject, Sendable {
    /// The next bytes, at most 64 KiB and never empty; nil at the end.
    func next() -> [UInt8]?
}

/// One representation of a resource, and what a cache must know about it.
package struct Representation: Sendable {
    /// The types that the resource has at this target, in the order that decides ties.
    package var types: [MediaType]
    /// The type of this one.
    package var type: MediaType
    /// The coding of the body as given.
    package var coding: ContentCoding
    /// Whether the resource has a gzip variant of this type. Where it has none one answer serves every coding.
    package var hasGzip: Bool
    /// The tag of this variant, its coding included; nil where the resource has no validator (`no-store`).
    package var entityTag: EntityTag?
    /// Seconds since 1970.
    package var lastModified: Int64?
    /// The snapshot that it was made from. Only an answer of the worker's own generation is kept.
    package var generation: UInt64
    /// Whether the answer cache may keep it.
    package var isCacheable: Bool

    package init(
        types: [MediaType], type: MediaType, coding: ContentCoding, hasGzip: Bool, entityTag: EntityTag?,
        lastModified: Int64?, generation: UInt64, isCacheable: Bool
    ) {
        self.types = types
        self.type = type
        self.coding = coding
        self.hasGzip = hasGzip
        self.entityTag = entityTag
        self.lastModified = lastModified
        self.generation = generation
        self.isCacheable = isCacheable
    }
}
