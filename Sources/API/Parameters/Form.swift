import Formats
import JSON

/// How an answer is laid out, whatever is in it. What says nothing of the type that is answered does no harm.
struct Form: Sendable {
    /// Of JSON; nil where all fields are wanted.
    let projection: Projection?
    /// JSON over lines.
    let isPretty: Bool
    /// Of CSV.
    let dialect: CSVDialect
    /// To be saved as a file and not shown.
    let isDownload: Bool

    init(_ arguments: Arguments, of route: Route) throws(Problem) {
        projection = try arguments.projection(of: route)
        isPretty = try arguments.flag(.pretty)
        dialect = CSVDialect(delimiter: try arguments.delimiter(), isForSpreadsheets: try arguments.flag(.bom))
        isDownload = try arguments.flag(.download)
    }

    /// The whole answer in this form.
    ///
    /// - Parameter hasElements: `fields` are those of the elements of `data`.
    func lay(out json: [UInt8], hasElements: Bool) -> [UInt8] {
        var json = json
        if let projection { json = hasElements ? projection.list(json) : projection.resource(json) }
        return isPretty ? Indenter.indent(json) : json
    }
}
