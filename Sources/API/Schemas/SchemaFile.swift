import JSON

/// A schema that is served, by the name of its file: that of the export format, and one for each response.
struct SchemaFile: Sendable, Hashable {
    let name: String
    private let content: Content

    private enum Content: Sendable, Hashable {
        case export
        case response(Component)
    }

    /// Those of responses in the order of the routes that have them.
    static let all: [SchemaFile] =
        [SchemaFile(name: "export.json", content: .export)] + Component.ofResponses.map { SchemaFile($0) }

    init?(named name: String) {
        guard let file = Self.all.first(where: { $0.name == name }) else { return nil }
        self = file
    }

    /// The schema of a response.
    init(_ component: Component) {
        self.init(name: component.fileName, content: .response(component))
    }

    private init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    /// - Parameter id: the link to the schema itself, its `$id`.
    func write(to writer: inout Writer, id: String) {
        switch content {
        case .export: Schema.export(id: id).write(to: &writer)
        case .response(let component): component.write(to: &writer, id: id)
        }
    }
}

extension Component {
    /// Every component that is a whole response.
    static let ofResponses = allCases.filter(RouteName.allCases.compactMap(\.content).contains) + [.problem]

    /// `FrameworkList` is in `framework-list.json`.
    fileprivate var fileName: String {
        let words = rawValue.reduce(into: "") { name, character in
            if character.isUppercase, !name.isEmpty { name += "-" }
            name += character.lowercased()
        }
        return words + ".json"
    }

    /// The schema with all that it needs.
    fileprivate func write(to writer: inout Writer, id: String) {
        guard case .object(let members) = schema else { return }
        writer.object { writer in
            writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            writer.member("$id", id)
            writer.member("title", rawValue)
            for member in members {
                writer.name(member.name)
                member.value.write(to: &writer)
            }
            let dependencies = dependencies
            guard !dependencies.isEmpty else { return }
            writer.name("$defs")
            writer.object { writer in
                for component in dependencies {
                    writer.name(component)
                    component.schema.write(to: &writer)
                }
            }
        }
    }
}

extension Writer {
    mutating func name(_ component: Component) {
        name(Text(component.rawValue))
    }
}
