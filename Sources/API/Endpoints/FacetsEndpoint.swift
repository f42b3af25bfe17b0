import Catalog
import HTTP
import JSON

enum FacetsEndpoint {
    /// Counts of what the same parameters select in the list of frameworks.
    @Sendable static func count(_ call: Call) throws(Problem) -> Content {
        let filter = Filter(call.arguments)
        let isSoon = call.snapshot.versionCount <= mostCountedInline
        return Content(
            isSoon ? .bytes(json(filter, call)) : .deferred { json(filter, call) }, cache: .newest)
    }

    private static func json(_ filter: Filter, _ call: Call) -> [UInt8] {
        let facets = Facets(of: filter, in: call.snapshot)
        let links = FacetLinks(call)
        var writer = Writer(reserving: 8192)
        writer.object { writer in
            writer.member("frameworks", facets.frameworks.count)
            writer.member("statements", facets.statementCount)
            writer.name("facets")
            writer.object { writer in
                writer.facet(.group, facets.groups.ranked(by: precedes).map { ($0.string, $1) }, links)
                writer.facet(.sector, facets.sectors.ranked(by: precedes).map { ($0.string, $1) }, links)
                writer.facet(.jobZone, facets.jobZones.ranked(by: <).map { (String($0), $1) }, links)
                writer.facet(.version, facets.versions.ranked(by: <).map { ($0.text, $1) }, links)
                writer.facet(.level, facets.levels.ranked(by: <).map { ($0, $1) }, links)
            }
            writer.name("links")
            writer.object { writer in
                writer.member("self", call.links.url(.facets, [], query: call.arguments.query))
                writer.member("frameworks", links.url(of: .frameworks))
                writer.member("statements", links.url(of: .statements))
            }
            let isAll = !filter.namesVersions && facets.frameworks.count == call.snapshot.frameworkCount
            writer.attribution(
                isAll ? call.snapshot.attribution : Attribution.entries(for: facets.frameworks))
        }
        return writer.bytes
    }

    private static func precedes(_ left: Text, _ right: Text) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Frameworks, all versions: counting more would keep a worker too long.
    private static let mostCountedInline = 10_000
}

/// The links to the lists of what is counted.
private struct FacetLinks {
    private let links: LinkBuilder
    private let routes: RouteTable
    private let filters: Query

    init(_ call: Call) {
        links = call.links
        routes = call.routes
        filters = Query(items: call.arguments.query.items.filter { Parameter(rawValue: $0.name)?.isForm != true })
    }

    /// The list with the same filters, and a value instead of what is there of its parameter. nil where that is not
    /// what was counted: the list does not know one of the filters, a comma in the value would end it, or groups are
    /// selected by their codes already, which a name would not narrow but replace.
    func url(of list: RouteName, _ parameter: Parameter? = nil, _ value: String = "") -> String? {
        if parameter?.style == .commaList, value.contains(",") { return nil }
        if parameter == .group, filters.items.contains(where: { $0.name == "group" && $0.value.utf8.count == 2 }) {
            return nil
        }
        var query = filters
        if let parameter {
            query.items.removeAll { $0.name == parameter.rawValue }
            query.items.append(Query.Item(name: parameter.rawValue, value: value))
        }
        let known = routes[list]?.parameters.map(\.rawValue) ?? []
        guard query.items.allSatisfy({ known.contains($0.name) }) else { return nil }
        return links.url(list, [], query: query)
    }
}

extension Writer {
    fileprivate mutating func facet(
        _ parameter: Parameter, _ counts: [(value: String, count: Int)], _ links: FacetLinks
    ) {
        let (list, relation): (RouteName, StaticString) =
            parameter == .level ? (.statements, "statements") : (.frameworks, "frameworks")
        name(Text(parameter.rawValue))
        array { writer in
            for (value, count) in counts {
                writer.object { writer in
                    writer.name("value")
                    // A zone is a number wherever it is served.
                    if parameter == .jobZone { writer.verbatim(Array(value.utf8)) } else { writer.string(value) }
                    writer.member("count", count)
                    if let url = links.url(of: list, parameter, value) {
                        writer.name("links")
                        writer.object { $0.member(relation, url) }
                    }
                }
            }
        }
    }
}
