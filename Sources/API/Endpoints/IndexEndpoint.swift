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
                writer.member("frameworks", call.template(.frameworks))
                writer.member("statements", call.template(.statements))
                writer.member("facets", call.template(.facets))
                writer.member("export", call.template(.export))
                writer.member("changes", call.template(.changes))
                writer.member("changesFeed", call.links.url(.changesFeed))
                writer.member("problems", call.links.url(.problems))
                writer.member("openapi", call.links.url(.openAPI))
            }
        }
        return Content(.bytes(writer.bytes), cache: .newest, link: SiteEndpoints.catalogLink(call.links))
    }
}

extension Call {
    /// The URI template of a route with the parameters that it has.
    fileprivate func template(_ name: RouteName) -> String {
        links.template(name, parameters: routes[name]?.parameters ?? [])
    }
}
