/// Every schema that is served, by the name of its file.
enum SchemaFile: String, CaseIterable, Sendable {
    case export = "export.json"

    /// - Parameter id: the link to the schema itself, its `$id`.
    func schema(id: String) -> Schema {
        switch self {
        case .export: .export(id: id)
        }
    }
}
