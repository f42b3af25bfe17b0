package import Catalog
import JSON

/// A framework, or one of its levels, as a document to be read.
package enum FrameworkDocument {
    /// - Parameters:
    ///   - levels: those of the framework that it tells.
    ///   - attribution: of the framework.
    ///   - url: where the document is from.
    package static func markdown(
        of framework: Framework, levels: [Level], attribution: [Attribution], url: String
    ) -> [UInt8] {
        var writer = MarkdownWriter(reserving: 2048 + framework.source.bytes.count)
        writer.heading(1, framework.occupation.title)
        writer.list(facts(of: framework)) { fact, line in
            line.markup(fact.name)
            line.markup(": ")
            line.text(fact.value)
        }
        writer.paragraph(framework.description)
        writer.paragraph(framework.contextCovered)
        for level in levels {
            writer.heading(2, level.label ?? Text(level.key))
            writer.numberedList(level.statements) { statement, line in
                if let parts = statement.parts {
                    line.strong(parts.title)
                    line.markup(" — ")
                    line.text(parts.text)
                } else {
                    line.text(statement.verbatim, startsBlock: true)
                }
            }
        }
        if !framework.sources.isEmpty { writer.heading(2, Text("Sources")) }
        writer.list(framework.sources) { source, line in
            line.text(source.name, startsBlock: true)
            line.markup(": ")
            line.text(source.value)
        }
        if !attribution.isEmpty { writer.heading(2, Text("Attribution")) }
        writer.list(attribution) { entry, line in
            line.text(entry.text, startsBlock: true)
            if let covers = entry.covers {
                line.markup(" — covers ")
                line.text(Text(covers))
            }
        }
        writer.paragraph { $0.link(url) }
        return writer.bytes
    }

    private static func facts(of framework: Framework) -> [(name: StaticString, value: Text)] {
        let occupation = framework.occupation
        let facts: [(StaticString, Text?)] = [
            ("Code", Text(framework.soc.description)), ("Group", occupation.group), ("Sector", occupation.sector),
            ("Job zone", jobZone(of: occupation)), ("Version", Text(framework.version.text)),
            ("Exported", framework.exportedAt.text),
        ]
        return facts.compactMap { name, value in value.map { (name, $0) } }
    }

    /// An inferred zone is not a fact of O*NET, so the one is not told without the other where the export has both.
    private static func jobZone(of occupation: Occupation) -> Text? {
        occupation.jobZone.map { zone in
            switch occupation.jobZoneInferred {
            case true?: Text("\(zone) (inferred)")
            case false?: Text("\(zone) (not inferred)")
            case nil: Text("\(zone)")
            }
        }
    }
}
