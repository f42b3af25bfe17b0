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
        writer.member("firstSeen", firstSeen.text)
        writer.member("lastSeen", lastSeen.text)
        statement.writeText(to: &writer)
        writer.name("links")
        writer.object { writer in
            writer.member("self", permalinks.url(id))
            writer.member("framework", FrameworkLinks(listed, builder: links).url(.whole))
        }
    }

    /// The oldest loaded version that has this id.
    private var firstSeen: FrameworkVersion {
        (listed.versions.all.first(where: has) ?? listed.framework).version
    }

    /// The newest loaded version that has this id.
    private var lastSeen: FrameworkVersion {
        (listed.versions.all.last(where: has) ?? listed.framework).version
    }

    private func has(_ framework: Framework) -> Bool {
        framework === listed.framework || framework.place(of: statement.id) != nil
    }
}
