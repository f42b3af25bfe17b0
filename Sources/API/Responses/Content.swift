import HTTP

/// What an endpoint answers, before coding, validators and header fields.
struct Content: Sendable {
    var body: Body
    var cache: CachePolicy
    /// Seconds since 1970.
    var lastModified: Int64?
    /// The value of `Link`.
    var link: String?

    init(_ body: Body, cache: CachePolicy, lastModified: Int64? = nil, link: String? = nil) {
        self.body = body
        self.cache = cache
        self.lastModified = lastModified
        self.link = link
    }

    /// The same with no more fields than are wanted.
    func projected(for call: Call, on route: Route) -> Content {
        guard let projection = call.projection, call.type == .json else { return self }
        let isResource = route.name.content?.element == nil
        let projected = { @Sendable (json: [UInt8]) in isResource ? projection.resource(json) : projection.list(json) }
        var content = self
        switch body {
        case .bytes(let json): content.body = .bytes(projected(json))
        case .deferred(let work): content.body = .deferred { projected(work()) }
        case .rows: break
        }
        return content
    }

    enum Body: Sendable {
        case bytes([UInt8])
        /// Made elsewhere than on the worker, because that takes long.
        case deferred(@Sendable () -> [UInt8])
        /// Streamed where they do not fit into one step.
        ///
        /// - Parameter url: the link to just this, the same by whichever name it was asked for.
        case rows(Rows, url: String)
    }
}
