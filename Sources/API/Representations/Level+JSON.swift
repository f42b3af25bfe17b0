import Catalog
import JSON

extension Level {
    /// The level with its statements.
    ///
    /// - Parameter links: nil leaves the statements out.
    func writeMembers(to writer: inout Writer, links: StatementLinks?) {
        writer.member("key", key)
        writer.member("ordinal", ordinal)
        writer.member("label", label)
        writer.member("statementCount", statements.count)
        guard let links else { return }
        writer.name("statements")
        writer.array { writer in
            for statement in statements {
                let id = statement.id.description
                writer.object { writer in
                    writer.member("id", id)
                    writer.member("position", statement.position)
                    statement.writeText(to: &writer)
                    writer.name("links")
                    writer.object { $0.member("self", links.url(id)) }
                }
            }
        }
    }
}

extension Statement {
    /// The parts where it has them, and the statement as it is in the export.
    func writeText(to writer: inout Writer) {
        writer.member("title", parts?.title)
        writer.member("text", parts?.text)
        writer.member("statement", verbatim)
    }
}
