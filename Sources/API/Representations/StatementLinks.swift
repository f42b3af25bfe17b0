import Catalog
import HTTP

/// The permalinks of statements.
struct StatementLinks: Sendable {
    private let prefix: String

    init(_ builder: LinkBuilder) {
        prefix = builder.url(.statement, [""])
    }

    /// Every character of an id stands in a path as it is.
    func url(_ id: StatementID) -> String {
        prefix + id.description
    }
}
