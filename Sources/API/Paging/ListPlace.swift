import HTTP

/// Where a list is, and how long its answers are good.
struct ListPlace: Sendable {
    /// The link to it without a query.
    let base: String
    /// The path of its resource: whichever of several names it was asked by.
    let path: String
    let cache: CachePolicy
    /// Seconds since 1970.
    let lastModified: Int64?

    init(
        _ route: RouteName, _ values: [String] = [], links: LinkBuilder, cache: CachePolicy = .newest,
        lastModified: Int64? = nil
    ) {
        base = links.url(route, values)
        path = LinkBuilder.path(route, values)
        self.cache = cache
        self.lastModified = lastModified
    }

    /// The link to it with the query of the call, less what chooses a part unless it is kept.
    func url(for call: Call, keeping kept: [Parameter] = [], adding item: Query.Item? = nil) -> String {
        var query = call.arguments.unpaged(keeping: kept + [.limit])
        if let item {
            query.items.append(item)
        }
        return query.items.isEmpty ? base : "\(base)?\(query.encoded)"
    }

    /// What a cursor is good for: the list, its filters and its order. Not in which form it is answered.
    func identity(for call: Call) -> String {
        var query = call.arguments.unpaged()
        query.items.removeAll { Parameter(rawValue: $0.name)?.isForm ?? false }
        query.items.sort { ($0.name, $0.value) < ($1.name, $1.value) }
        return "\(path)?\(query.encoded)"
    }
}
