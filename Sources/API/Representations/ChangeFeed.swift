import Catalog
import Formats
import HTTP
import JSON

/// A page of changes as an Atom feed (RFC 4287), whose pages are linked (RFC 5005 section 3).
struct ChangeFeed: Sendable {
    let listing: ChangeListing
    let page: Page
    /// The same as JSON.
    let alternate: String
    let serverVersion: String
    let links: LinkBuilder

    func xml() -> [UInt8] {
        var writer = XMLWriter(reserving: 1024 + page.range.count * 1024)
        writer.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { writer in
            writer.element("id", text: NameUUID.urn("changes"))
            writer.element("title", text: "Skills frameworks: what is new")
            writer.element("updated", text: RFC3339.text(listing.newest?.framework.exportedAt))
            writer.element("author") { $0.element("name", text: "Rungs") }
            writer.element("generator", ["version": serverVersion]) { $0.text("Rungs") }
            writeLinks(to: &writer)
            writer.rights(listing.attribution(of: page.range))
            for index in page.range {
                writer.element("entry") { write(listing[index], to: &$0) }
            }
        }
        return writer.bytes
    }

    private func writeLinks(to writer: inout XMLWriter) {
        let pages = [
            ("self", page.links.current), ("first", page.links.first), ("previous", page.links.previous),
            ("next", page.links.next), ("last", page.links.last),
        ]
        for case (let relation, let url?) in pages {
            writer.link(relation, url, type: .atom)
        }
        writer.link("alternate", alternate, type: .json)
    }

    private func write(_ change: Change, to writer: inout XMLWriter) {
        let framework = change.framework
        let soc = framework.soc.description
        let version = framework.version.text
        writer.element("id", text: NameUUID.urn("framework", soc, version))
        writer.element("title", text: "\(framework.occupation.title.string) (\(soc)), \(version)")
        writer.element("updated", text: RFC3339.text(framework.exportedAt))
        writer.element("category", ["term": change.type])
        writer.link("alternate", links.url(.version, [soc, version]), type: .json)
        writer.element("summary", text: summary(of: change))
        writer.rights(Attribution.entries(for: [framework]))
    }

    private func summary(of change: Change) -> String {
        let framework = change.framework
        let content = "\(framework.levels.count) levels, \(framework.statementCount) statements"
        guard let previous = change.previous else { return "The first version: \(content)." }
        return "Follows version \(previous.version): \(content)."
    }
}

extension XMLWriter {
    fileprivate mutating func link(_ relation: String, _ url: String, type: MediaType) {
        element("link", ["rel": relation, "type": type.name, "href": url])
    }

    fileprivate mutating func rights(_ attribution: [Attribution]) {
        guard !attribution.isEmpty else { return }
        element("rights", text: attribution.cell)
    }
}
