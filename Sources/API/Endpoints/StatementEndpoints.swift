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
        guard let place = StatementID(text).flatMap(call.snapshot.place(of:)) else {
            let framework = SOC(text.prefix(10)).flatMap { call.snapshot.versions(of: $0) }?.newest
            throw .statementNotFound(
                text, nearest: call.snapshot.statements(near: text), in: framework, links: call.links)
        }
        return Content(
            .bytes(bytes(of: place, call)), cache: .newest, lastModified: place.listed.versions.lastModified)
    }

    private static func bytes(of place: StatementInPlace, _ call: Call) -> [UInt8] {
        let selection = StatementSelection([place], links: call.links)
        guard call.type != .csv else { return selection.rows(as: .csv, call.form).joined() }
        var writer = Writer(reserving: 1024)
        selection.write(0, attribution: Attribution.entries(for: [place.listed.framework]), to: &writer)
        return call.type == .ndjson ? NDJSON.line(writer.bytes) : writer.bytes
    }

    /// All statements of a framework, or of one of its levels.
    static func listing(of selection: Selection, level: Level? = nil, _ call: Call) -> StatementListing {
        StatementListing(
            [selection.listed], levels: LevelFilter(level.map { [$0.key] }),
            sort: .bySOC, links: call.links)
    }
}
