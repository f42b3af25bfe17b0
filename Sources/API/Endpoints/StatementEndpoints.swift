import Catalog
import Formats
import HTTP
import JSON

enum StatementEndpoints {
    /// Across all frameworks.
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        let listing = StatementListing(
            Filter(call.arguments).frameworks(in: call.snapshot), levels: LevelFilter(call.arguments.list(.level)),
            sort: try call.arguments.sort(), links: call.links)
        return try listing.content(for: call, at: ListPlace(.statements, links: call.links))
    }

    @Sendable static func ofFramework(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        let listing = StatementListing(
            [selection.listed], levels: LevelFilter(call.arguments.list(.level)), sort: try call.arguments.sort(),
            links: call.links)
        return try listing.content(for: call, at: selection.place(of: .statements))
    }

    @Sendable static func ofLevel(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        let level = try selection.level(call)
        let listing = StatementListing(
            [selection.listed], levels: LevelFilter([level.key]), sort: try call.arguments.sort(), links: call.links)
        return try listing.content(for: call, at: selection.place(of: .levelStatements(level.key)))
    }

    /// The permalink: an id that only an older version has is answered from that one.
    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let text = call.path[.id] ?? ""
        guard let id = StatementID(text), let found = call.snapshot.statement(id),
            let versions = call.snapshot.versions(of: id.soc)
        else {
            let framework = SOC(text.prefix(10)).flatMap { call.snapshot.versions(of: $0) }?.newest
            throw .statementNotFound(
                text, nearest: call.snapshot.statements(near: text), in: framework, links: call.links)
        }
        let listed = Listed(framework: found.framework, versions: versions)
        let statement = StatementInPlace(statement: found.statement, level: found.level, listed: listed)
        let permalinks = StatementLinks(call.links)
        let attribution = Attribution.entries(for: [found.framework])
        let bytes: [UInt8]
        if call.type == .csv {
            bytes =
                StatementTable.header(call.form.dialect)
                + StatementTable.row(
                    found.statement, of: found.level, in: found.framework, attribution: attribution.cell,
                    url: permalinks.url(id.description), call.form.dialect)
        } else {
            var writer = Writer(reserving: 1024)
            writer.object { writer in
                statement.writeMembers(to: &writer, permalinks: permalinks, links: call.links)
                writer.attribution(attribution)
            }
            bytes = call.type == .ndjson ? NDJSON.line(writer.bytes) : writer.bytes
        }
        return Content(.bytes(bytes), cache: .newest, lastModified: versions.lastModified)
    }

    /// All statements of a framework, or of one of its levels.
    static func listing(of selection: Selection, level: Level? = nil, _ call: Call) -> StatementListing {
        StatementListing(
            [selection.listed], levels: LevelFilter(level.map { [$0.key] }),
            sort: .bySOC, links: call.links)
    }
}
