import HTTP
import JSON

/// The part of a list that is answered.
struct Page: Sendable {
    let range: Range<Int>
    /// As it holds: a larger one that was asked for is clamped, and this says so.
    let limit: Int
    /// Of all elements.
    let total: Int
    /// nil where a cursor was followed.
    let offset: Int?
    let links: PageLinks

    /// - Parameter place: the list without any part chosen.
    init(of listing: some Listing, at place: ListPlace, for call: Call, window: Window) throws(Problem) {
        let start: Int
        switch window.start {
        case .beginning:
            start = 0
            offset = 0
        case .offset(let asked):
            start = min(asked, listing.count)
            offset = asked
        case .cursor(let text):
            guard let key = Cursor.decode(text, list: place.identity(for: call)) else {
                throw .invalidCursor(first: place.url(for: call))
            }
            start = listing.index(after: key)
            offset = nil
        }
        limit = window.limit
        total = listing.count
        range = start..<min(start + window.limit, listing.count)
        links = PageLinks(of: listing, at: place, for: call, window: window, range: range)
    }

    func write(to writer: inout Writer) {
        writer.object { writer in
            writer.member("limit", limit)
            writer.member("offset", offset)
            writer.member("count", range.count)
            writer.member("total", total)
        }
    }
}
