import Catalog
import Formats
import HTTP
import JSON

enum LevelEndpoints {
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        return try LevelListing(selection.listed, links: selection.links)
            .content(for: call, at: selection.place(of: .levels))
    }

    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let selection = try Selection(call)
        let level = try selection.level(call)
        let body: Content.Body =
            switch call.type {
            case .csv:
                .pieces(
                    StatementEndpoints.listing(of: selection, level: level, call).rows(as: .csv, call.form),
                    url: selection.links.url(.level(level.key)))
            case .ndjson:
                .bytes(NDJSON.line(json(level, of: selection)))
            case .markdown:
                .bytes(selection.markdown(levels: [level], url: selection.links.url(.level(level.key))))
            default:
                .bytes(json(level, of: selection))
            }
        return Content(body, cache: selection.cache, lastModified: selection.lastModified)
    }

    private static func json(_ level: Level, of selection: Selection) -> [UInt8] {
        let links = selection.links
        let levels = selection.framework.levels
        var writer = Writer(reserving: 512 + level.statements.count * 512)
        writer.object { writer in
            level.writeMembers(to: &writer, links: StatementLinks(links.builder))
            writer.name("links")
            writer.object { writer in
                writer.member("self", links.url(.level(level.key)))
                writer.member("framework", links.url(.whole))
                writer.member("statements", links.url(.levelStatements(level.key)))
                writer.member("prev", levels.last { $0.ordinal < level.ordinal }.map { links.url(.level($0.key)) })
                writer.member("next", levels.first { $0.ordinal > level.ordinal }.map { links.url(.level($0.key)) })
            }
            writer.attribution(Attribution.entries(for: [selection.framework]))
        }
        return writer.bytes
    }
}
