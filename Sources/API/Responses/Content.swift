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

    /// The same in the form that is asked for. Pieces have it already.
    func laidOut(for call: Call, on route: Route) -> Content {
        let form = call.form
        guard call.type.isJSON, form.projection != nil || form.isPretty else { return self }
        let hasElements = route.name.content?.element != nil
        var content = self
        switch body {
        case .bytes(let json): content.body = .bytes(form.lay(out: json, hasElements: hasElements))
        case .deferred(let work): content.body = .deferred { form.lay(out: work(), hasElements: hasElements) }
        case .pieces: break
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
        case pieces(any Pieces, url: String)
    }
}
