package import Catalog
package import JSON

/// Statements as rows of a table, one statement a row, with all that is needed to use the row on its own.
package enum StatementTable {
    package static func header(_ dialect: CSVDialect) -> [UInt8] {
        CSVWriter.header(columns, dialect)
    }

    private static let columns = [
        "soc", "occupation", "version", "level", "levelOrdinal", "position", "statementId", "title", "statement",
        "attribution", "url",
    ]

    /// - Parameters:
    ///   - attribution: of the framework, as one cell.
    ///   - url: the permalink of the statement.
    package static func row(
        _ statement: Statement, of level: Level, in framework: Framework, attribution: Text, url: String,
        _ dialect: CSVDialect
    ) -> [UInt8] {
        var writer = CSVWriter(dialect, reserving: statement.verbatim.count + 384)
        writer.field(framework.soc.description)
        writer.field(framework.occupation.title)
        writer.field(framework.version.text)
        writer.field(level.key)
        writer.field(level.ordinal)
        writer.field(statement.position)
        writer.field(statement.id.description)
        writer.field(statement.parts?.title)
        writer.field(statement.verbatim)
        writer.field(attribution)
        writer.field(url)
        writer.endRow()
        return writer.bytes
    }
}
