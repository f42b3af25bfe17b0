import Catalog
import HTTP
import JSON

enum ChangesEndpoints {
    /// Oldest first. Whoever polls asks for what is `since` the last `exportedAt` that it saw, which is in the answer
    /// again: so no export of the same instant is missed.
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        let listing = ChangeListing(of: call.snapshot, since: try call.arguments.instant(.since), links: call.links)
        return try listing.content(for: call, at: ListPlace(.changes, links: call.links))
    }

    /// The same as an Atom feed: newest first, as readers of feeds expect it.
    @Sendable static func feed(_ call: Call) throws(Problem) -> Content {
        let listing = ChangeListing(
            of: call.snapshot, since: try call.arguments.instant(.since), isNewestFirst: true, links: call.links)
        let place = ListPlace(.changesFeed, links: call.links)
        let window = try Window(call.arguments, options: call.options)
        let page = try Page(of: listing, at: place, for: call, window: window)
        let feed = ChangeFeed(
            listing: listing, page: page, alternate: ListPlace(.changes, links: call.links).url(for: call),
            serverVersion: call.options.serverVersion, links: call.links)
        return Content(.bytes(feed.xml()), cache: place.cache, link: page.links.field)
    }
}
