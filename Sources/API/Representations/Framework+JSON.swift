import Catalog
import HTTP
import JSON

extension Framework {
    /// The whole resource.
    func json(_ listed: Listed, links: FrameworkLinks) -> [UInt8] {
        var writer = Writer(reserving: 2048 + source.bytes.count * 3)
        var parts = FrameworkParts(self, isLatest: listed.isNewest, links: links)
        while parts.writeNext(to: &writer) {}
        return writer.bytes
    }

    /// Its beginning, up to its levels.
    fileprivate func writeHead(isLatest: Bool, to writer: inout Writer) {
        writer.beginObject()
        writer.member("soc", soc.description)
        writer.member("version", version.text)
        writer.member("isLatest", isLatest)
        writer.member("exportedAt", exportedAt.text)
        writer.member("schemaVersion", schemaVersion)
        writer.name("occupation")
        writer.object { writer in occupation.writeMembers(to: &writer) }
        writer.member("description", self.description)
        writer.member("contextCovered", contextCovered)
        writer.name("levels")
        writer.beginArray()
    }

    /// Its end, after its levels.
    fileprivate func writeTail(links: FrameworkLinks, to writer: inout Writer) {
        writer.endArray()
        writeSources(to: &writer)
        writeUnknown(to: &writer)
        writer.attribution(Attribution.entries(for: [self]))
        writer.name("links")
        writer.object { writer in
            writer.member("self", links.url(.whole))
            writer.member("levels", links.url(.levels))
            writer.member("statements", links.url(.statements))
            writer.member("versions", links.builder.url(.versions, [soc.description]))
            writer.member("version", links.builder.url(.version, [soc.description, version.text]))
            writer.member("source", links.url(.source))
            writer.member("onet", "https://www.onetonline.org/link/summary/\(soc)")
        }
        writer.endObject()
    }

    private func writeSources(to writer: inout Writer) {
        guard !sources.isEmpty else { return }
        writer.name("sources")
        writer.object { writer in
            for source in sources {
                writer.name(source.name)
                writer.string(source.value)
            }
        }
    }

    /// What the export has and we do not know, by JSON pointer: so no name of theirs can clash with one of ours.
    private func writeUnknown(to writer: inout Writer) {
        guard !unknown.isEmpty else { return }
        writer.name("unknown")
        writer.object { writer in
            for field in unknown {
                writer.name(Text(field.pointer))
                writer.verbatim(field.value)
            }
        }
    }
}

extension Occupation {
    func writeMembers(to writer: inout Writer) {
        writer.member("soc", soc.description)
        writer.member("title", title)
        writer.member("group", group)
        writer.member("sector", sector)
        writer.member("jobZone", jobZone)
        writer.member("jobZoneInferred", jobZoneInferred)
    }
}

/// A framework part by part, so that one with many statements need not be written at once.
struct FrameworkParts: Sendable {
    private let framework: Framework
    private let isLatest: Bool
    private let links: FrameworkLinks
    private let statements: StatementLinks
    private var part = Part.head

    private enum Part {
        case head
        /// The statements of a level from an index on.
        case statements(level: Int, from: Int)
        case end
    }

    init(_ framework: Framework, isLatest: Bool, links: FrameworkLinks) {
        self.framework = framework
        self.isLatest = isLatest
        self.links = links
        statements = StatementLinks(links.builder)
    }

    /// false where nothing was left to write.
    mutating func writeNext(to writer: inout Writer) -> Bool {
        switch part {
        case .head:
            framework.writeHead(isLatest: isLatest, to: &writer)
            part = .statements(level: 0, from: 0)
        case .statements(let index, _) where index == framework.levels.count:
            framework.writeTail(links: links, to: &writer)
            part = .end
        case .statements(let index, let start):
            let level = framework.levels[index]
            if start == 0 {
                writer.beginObject()
                level.writeSummary(to: &writer)
                writer.name("statements")
                writer.beginArray()
            }
            let end = min(start + Self.statementsAtOnce, level.statements.count)
            for statement in level.statements[start..<end] { statement.write(to: &writer, links: statements) }
            part = .statements(level: index, from: end)
            if end == level.statements.count {
                writer.endArray()
                writer.endObject()
                part = .statements(level: index + 1, from: 0)
            }
        case .end:
            return false
        }
        return true
    }

    private static let statementsAtOnce = 64
}
