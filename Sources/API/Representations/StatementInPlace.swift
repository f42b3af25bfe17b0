import Catalog
import HTTP
import JSON

/// A statement with the level, framework and versions that it is of.
struct StatementInPlace: Sendable {
    let statement: Statement
    let level: Level
    let listed: Listed

    /// The resource but for its attribution.
    func writeMembers(to writer: inout Writer, permalinks: StatementLinks, links: LinkBuilder) {
        let framework = listed.framework
        let id = statement.id.description
        writer.member("id", id)
        writer.member("soc", framework.soc.description)
        writer.member("occupationTitle", framework.occupation.title)
        writer.name("level")
        writer.object { writer in
            writer.member("key", level.key)
            writer.member("ordinal", level.ordinal)
            writer.member("label", level.label)
        }
        writer.member("position", statement.position)
        writer.member("version", framework.version.text)
        let span = listed.versions.span(of: statement.id) ?? (framework, framework)
        writer.member("firstSeen", span.first.version.text)
        writer.member("lastSeen", span.last.version.text)
        statement.writeText(to: &writer)
        writer.name("links")
        writer.object { writer in
            writer.member("self", permalinks.url(id))
            writer.member("framework", FrameworkLinks(listed, builder: links).url(.whole))
        }
    }
}
