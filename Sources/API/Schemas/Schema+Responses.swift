/// The vocabulary that the schemas of responses are written in.
extension Schema {
    /// A member of an object.
    struct Member: Sendable {
        let name: StaticString
        let schema: Schema
        let isRequired: Bool

        /// A member that is always there.
        static func always(_ name: StaticString, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        /// A member that is left out where there is nothing to say: absent, never null.
        static func whereKnown(_ name: StaticString, _ schema: Schema) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }

    /// An object. It is open: keys may be added within `/v1`.
    static func members(_ description: String? = nil, _ members: Member...) -> Schema {
        self.members(description, members)
    }

    static func members(_ description: String? = nil, _ members: [Member]) -> Schema {
        var object: [(name: StaticString, value: Schema)] = []
        if let description { object.append(("description", .string(description))) }
        object.append(("type", "object"))
        let required = members.filter(\.isRequired).map { Schema.string("\($0.name)") }
        if !required.isEmpty { object.append(("required", .array(required))) }
        object.append(("properties", .object(members.map { ($0.name, $0.schema) })))
        return .object(object)
    }

    static func list(of element: Schema, _ description: String? = nil) -> Schema {
        let members: [(name: StaticString, value: Schema)] = [("type", "array"), ("items", element)]
        return .described(description, members)
    }

    static func text(_ description: String? = nil) -> Schema {
        .described(description, [("type", "string")])
    }

    static func text(_ description: String, pattern: String) -> Schema {
        .described(description, [("type", "string"), ("pattern", .pattern(pattern))])
    }

    static func date(_ description: String) -> Schema {
        .described(description, [("type", "string"), ("format", "date-time")])
    }

    static func integer(_ description: String? = nil, from minimum: Int, to maximum: Int? = nil) -> Schema {
        let bound = maximum.map { [(name: StaticString("maximum"), value: Schema.integer($0))] } ?? []
        return .described(description, [("type", "integer"), ("minimum", .integer(minimum))] + bound)
    }

    static func flag(_ description: String) -> Schema {
        .described(description, [("type", "boolean")])
    }

    /// A link: absolute, or without its scheme and authority where the request told neither (HTTP/1.0).
    static func link(_ description: String? = nil) -> Schema {
        .described(description, [("type", "string"), ("format", "uri-reference")])
    }

    /// The same schema with other words about it.
    static func described(_ description: String?, _ members: [(name: StaticString, value: Schema)]) -> Schema {
        guard let description else { return .object(members) }
        return .object([("description", .string(description))] + members)
    }

    static func strings(_ values: [String]) -> Schema {
        .array(values.map { .string($0) })
    }

    /// A value out of a few. The set may grow.
    static func word(_ description: String, _ values: [String]) -> Schema {
        .described(description, [("type", "string"), ("examples", .strings(values))])
    }
}

extension Schema {
    /// The components that it refers to itself.
    var references: [Component] {
        switch self {
        case .object(let members): members.flatMap(\.value.references)
        case .array(let elements): elements.flatMap(\.references)
        case .component(let component): [component]
        case .string, .pattern, .integer, .bool: []
        }
    }

    subscript(name: String) -> Schema? {
        guard case .object(let members) = self else { return nil }
        return members.first { "\($0.name)" == name }?.value
    }
}
