import HTTP

/// The permalinks of statements.
struct StatementLinks: Sendable {
    private let prefix: String

    init(_ builder: LinkBuilder) {
        prefix = builder.url(.statement, [""])
    }

    /// - Parameter id: the text of a statement's id, every character of which stands in a path as it is.
    func url(_ id: String) -> String {
        prefix + id
    }
}
