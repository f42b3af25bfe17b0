import HTTP
import JSON

/// What crawlers, browsers and directories look for at fixed places.
enum SiteEndpoints {
    /// Everything may be read; lists with a query have no end of pages and forms that hold the same (RFC 9309).
    @Sendable static func robots(_ call: Call) throws(Problem) -> Content {
        Content(.bytes(Array("User-agent: *\nAllow: /\nDisallow: /*?\n".utf8)), cache: .newest)
    }

    @Sendable static func favicon(_ call: Call) throws(Problem) -> Content {
        Content(.bytes(ladder), cache: .newest)
    }

    /// A ladder, white on green: it stands out from light and dark alike, without a style that a policy could forbid.
    private static let ladder = Array(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Rungs</title>\
        <rect width="32" height="32" rx="7" fill="#1c7458"/>\
        <path d="M11 5.5v21M21 5.5v21M11 10h10M11 16h10M11 22h10" fill="none" stroke="#fff" stroke-width="2.5" \
        stroke-linecap="round"/></svg>

        """.utf8)

    /// The API and what there is to know of it (RFC 9727), as a linkset (RFC 9264).
    @Sendable static func catalog(_ call: Call) throws(Problem) -> Content {
        let links = call.links
        var writer = Writer(reserving: 4096)
        writer.object { writer in
            writer.name("linkset")
            writer.array { writer in
                writer.object { writer in
                    writer.member("anchor", links.url(.index))
                    writer.targets("service-desc", [links.url(.openAPI)], type: .openAPI)
                    writer.targets("service-meta", [links.url(.index)], type: .json)
                    let schemas = SchemaFile.all.map { links.url(.schema, [$0.name]) }
                    writer.targets("describedby", schemas, type: .schema)
                    // RFC 8631 section 3.
                    writer.targets("status", [links.url(.readyz)], type: .json)
                }
            }
        }
        return Content(.bytes(writer.bytes), cache: .newest, link: catalogLink(links))
    }

    /// The value of `Link` that leads to the catalog (RFC 9727 section 3).
    static func catalogLink(_ links: LinkBuilder) -> String {
        "<\(links.url(.apiCatalog))>; rel=\"api-catalog\""
    }
}

extension Writer {
    /// One relation of a linkset with its targets, which are of one type.
    fileprivate mutating func targets(_ relation: StaticString, _ urls: [String], type: MediaType) {
        name(relation)
        array { writer in
            for url in urls {
                writer.object { writer in
                    writer.member("href", url)
                    writer.member("type", type.name)
                }
            }
        }
    }
}
