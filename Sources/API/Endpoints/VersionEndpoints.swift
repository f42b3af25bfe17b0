import Catalog
import HTTP

enum VersionEndpoints {
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        let versions = try Selection.versions(call)
        let place = ListPlace(
            .versions, [versions.soc.description], links: call.links, lastModified: versions.lastModified)
        return try VersionListing(versions, links: call.links).content(for: call, at: place)
    }
}
