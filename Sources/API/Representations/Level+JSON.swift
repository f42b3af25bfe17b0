import Catalog
import JSON

extension Level {
    /// The level with its statements.
    ///
    /// - Parameter links: nil leaves the statements out.
    func writeMembers(to writer: inout Writer, links: StatementLinks?) {
        writeSummary(to: &writer)
        guard let links else { return }
        writer.name("statements")
        writer.array { writer in
            for statement in statements { statement.write(to: &writer, links: links) }
        }
    }

    /// The level without its statements.
    func writeSummary(to writer: inout Writer) {
        writer.member("key", key)
        writer.member("ordinal", ordinal)
        writer.member("label", label)
        writer.member("statementCount", statements.count)
    }
}

extension Statement {
    /// The statement as it stands in its level.
    func write(to writer: inout Writer, links: StatementLinks) {
        let id = id.description
        writer.object { writer in
            writer.member("id", id)
            writer.member("position", position)
            writeText(to: &writer)
            writer.name("links")
            writer.object { $0.member("self", links.url(id)) }
        }
    }

    /// The parts where it has them, and the statement as it is in the export.
    func writeText(to writer: inout Writer) {
        writer.member("title", parts?.title)
        writer.member("text", parts?.text)
        writer.member("statement", verbatim)
    }
}
