import Catalog
import HTTP
import JSON

extension Framework {
    /// The whole resource.
    func json(_ listed: Listed, links: FrameworkLinks) -> [UInt8] {
        let statements = StatementLinks(links.builder)
        var writer = Writer(reserving: 2048 + source.bytes.count * 3)
        writer.object { writer in
            writer.member("soc", soc.description)
            writer.member("version", version.text)
            writer.member("isLatest", listed.isNewest)
            writer.member("exportedAt", exportedAt.text)
            writer.member("schemaVersion", schemaVersion)
            writer.name("occupation")
            writer.object { writer in occupation.writeMembers(to: &writer) }
            writer.member("description", self.description)
            writer.member("contextCovered", contextCovered)
            writer.name("levels")
            writer.array { writer in
                for level in levels {
                    writer.object { writer in level.writeMembers(to: &writer, links: statements) }
                }
            }
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
        }
        return writer.bytes
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
