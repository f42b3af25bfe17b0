import Catalog
import Formats
import HTTP
import JSON

enum FrameworkEndpoints {
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        let frameworks = Filter(call.arguments).frameworks(in: call.snapshot)
        let listing = FrameworkListing(
            frameworks, sort: try call.arguments.sort(), inclusion: try call.arguments.include(), links: call.links)
        return try listing.content(for: call, at: ListPlace(.frameworks, links: call.links))
    }

    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        let body: Content.Body =
            switch call.type {
            case .csv:
                .pieces(
                    StatementEndpoints.listing(of: selection, call).rows(as: .csv, call.form),
                    url: selection.links.url(.whole))
            case .ndjson:
                .bytes(NDJSON.line(selection.framework.json(selection.listed, links: selection.links)))
            case .markdown:
                .bytes(selection.markdown(levels: selection.framework.levels, url: selection.links.url(.whole)))
            default:
                .bytes(selection.framework.json(selection.listed, links: selection.links))
            }
        return Content(body, cache: selection.cache, lastModified: selection.lastModified)
    }

    /// The export itself, byte for byte.
    @Sendable static func source(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        return Content(
            .bytes(selection.framework.source.bytes), cache: selection.cache,
            lastModified: selection.framework.exportedAt.seconds)
    }
}
