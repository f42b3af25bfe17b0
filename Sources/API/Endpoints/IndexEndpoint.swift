import Catalog
import HTTP
import JSON

enum IndexEndpoint {
    /// What is here and where to go on.
    @Sendable static func index(_ call: Call) throws(Problem) -> Content {
        let snapshot = call.snapshot
        var writer = Writer(reserving: 1024)
        writer.object { writer in
            Product.writeMembers(to: &writer, options: call.options)
            writer.name("dataset")
            writer.object { writer in
                writer.member("revision", snapshot.revision)
                writer.member("frameworks", snapshot.frameworkCount)
                writer.member("statements", snapshot.statementCount)
                writer.member("newestExport", snapshot.newestExport?.text)
            }
            writer.attribution(snapshot.attribution)
            writer.name("links")
            writer.object { writer in
                writer.member("self", call.links.url(.index))
                writer.member("frameworks", call.links.template(.frameworks, parameters: Parameter.ofFrameworks))
                writer.member("statements", call.links.template(.statements, parameters: Parameter.ofStatements))
                writer.member("statementBatch", call.links.template(.statementBatch, parameters: [.id, .format]))
                writer.member("facets", call.links.template(.facets, parameters: Parameter.ofFacets))
                writer.member(
                    "changes", call.links.template(.changes, parameters: [.since] + Parameter.ofLists))
                writer.member("changesFeed", call.links.url(.changesFeed))
                writer.member("problems", call.links.url(.problems))
            }
        }
        return Content(.bytes(writer.bytes), cache: .newest, link: SiteEndpoints.catalogLink(call.links))
    }
}
