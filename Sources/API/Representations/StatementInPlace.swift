import Catalog
import Formats
import HTTP
import JSON

/// A statement with the level, framework and versions that it is of.
struct StatementInPlace: Sendable {
    let statement: Statement
    let level: Level
    let listed: Listed

    /// The resource.
    ///
    /// - Parameter attribution: nil where it stands elsewhere.
    func write(
        attribution: [Attribution]?, to writer: inout Writer, permalinks: StatementLinks, links: LinkBuilder
    ) {
        writer.object { writer in
            writeMembers(to: &writer, permalinks: permalinks, links: links)
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    /// The resource as a row of a table.
    func csv(attribution: Text, permalinks: StatementLinks, _ dialect: CSVDialect) -> [UInt8] {
        StatementTable.row(
            statement, of: level, in: listed.framework, attribution: attribution,
            url: permalinks.url(statement.id.description), dialect)
    }

    private func writeMembers(to writer: inout Writer, permalinks: StatementLinks, links: LinkBuilder) {
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

extension Snapshot {
    /// The statement in the newest version that has it. nil where no loaded version has it.
    func place(of id: StatementID) -> StatementInPlace? {
        guard let found = statement(id), let versions = versions(of: id.soc) else { return nil }
        return StatementInPlace(
            statement: found.statement, level: found.level,
            listed: Listed(framework: found.framework, versions: versions))
    }
}
