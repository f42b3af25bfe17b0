import HTTP
import JSON

/// The links of a page to the others. The next one goes by cursor, or by offset where the request used `offset`; only
/// then are there a previous and a last one.
struct PageLinks: Sendable {
    let current: String
    let first: String
    private(set) var previous: String?
    private(set) var next: String?
    private(set) var last: String?

    init(of listing: some Listing, at place: ListPlace, for call: Call, window: Window, range: Range<Int>) {
        current = place.url(for: call, keeping: [.cursor, .offset])
        first = place.url(for: call)
        let follows = range.upperBound < listing.count
        guard case .offset(let offset) = window.start else {
            if follows, let end = range.last {
                let cursor = Cursor.encode(listing.orderKey(at: end), list: place.identity(for: call))
                next = place.url(for: call, adding: Query.Item(name: "cursor", value: cursor))
            }
            return
        }
        func url(offset: Int) -> String {
            place.url(for: call, adding: Query.Item(name: "offset", value: String(offset)))
        }
        // The pages that steps of the limit from this one reach.
        let remainder = offset % window.limit
        let last = remainder + max(0, listing.count - 1 - remainder) / window.limit * window.limit
        if follows {
            next = url(offset: offset + window.limit)
        }
        if offset > 0 {
            previous = url(offset: max(0, min(offset - window.limit, last)))
        }
        self.last = url(offset: last < listing.count ? last : 0)
    }

    func write(to writer: inout Writer) {
        writer.object { writer in
            writer.member("self", current)
            writer.member("first", first)
            writer.member("prev", previous)
            writer.member("next", next)
            writer.member("last", last)
        }
    }

    /// The value of `Link` (RFC 8288).
    var field: String {
        [("first", first), ("prev", previous), ("next", next), ("last", last)]
            .compactMap { relation, url in url.map { "<\($0)>; rel=\"\(relation)\"" } }
            .joined(separator: ", ")
    }
}
