package import Catalog
package import JSON

/// Frameworks as rows of a table, one framework a row, without their statements.
package enum FrameworkTable {
    package static func header(_ dialect: CSVDialect) -> [UInt8] {
        CSVWriter.header(columns, dialect)
    }

    private static let columns = [
        "soc", "title", "group", "sector", "jobZone", "jobZoneInferred", "version", "exportedAt", "levelCount",
        "statementCount", "attribution", "url",
    ]

    /// - Parameters:
    ///   - attribution: of the framework, as one cell.
    ///   - url: of the framework.
    package static func row(_ framework: Framework, attribution: Text, url: String, _ dialect: CSVDialect) -> [UInt8] {
        let occupation = framework.occupation
        var writer = CSVWriter(dialect, reserving: 384)
        writer.field(occupation.soc.description)
        writer.field(occupation.title)
        writer.field(occupation.group)
        writer.field(occupation.sector)
        writer.field(occupation.jobZone)
        writer.field(occupation.jobZoneInferred)
        writer.field(framework.version.text)
        writer.field(framework.exportedAt.text)
        writer.field(framework.levels.count)
        writer.field(framework.statementCount)
        writer.field(attribution)
        writer.field(url)
        writer.endRow()
        return writer.bytes
    }
}
