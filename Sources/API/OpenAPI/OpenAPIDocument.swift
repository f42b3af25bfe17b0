package import HTTP
import HTTPTypes
import JSON

/// The contract as an OpenAPI document, version 3.1: made from the table of the routes that serve requests, so that
/// neither can have what the other has not.
package struct OpenAPIDocument: Sendable {
    private let routes: RouteTable
    private let links: LinkBuilder
    private let options: Application.Options
    private let samples: SampleAnswers

    init(routes: RouteTable, links: LinkBuilder, options: Application.Options) {
        self.routes = routes
        self.links = links
        self.options = options
        samples = SampleAnswers(options: options)
    }

    /// The document of a server with these settings.
    ///
    /// - Parameter base: what links begin with; empty where nobody knows: `/` stands for it.
    package init(base: LinkBase, options: Application.Options) {
        self.init(routes: .of(options), links: LinkBuilder(base: base), options: options)
    }

    package var json: [UInt8] {
        var writer = Writer(reserving: 256 << 10)
        writer.object { writer in
            writer.member("openapi", "3.1.1")
            writer.name("info")
            writer.object { writer in
                writer.member("title", "Rungs")
                writer.member("summary", "Occupational skills frameworks as an API.")
                writer.member("description", Self.introduction)
                writer.member("version", options.serverVersion)
            }
            writer.name("servers")
            writer.array { writer in
                writer.object { $0.member("url", links.base.text.isEmpty ? "/" : links.base.text) }
            }
            if options.requiresKey {
                writer.name("security")
                writer.array { writer in
                    for scheme in SecurityScheme.allCases { writer.object { $0.emptyList(scheme.rawValue) } }
                }
            }
            writer.name("tags")
            writer.array { writer in
                for tag in RouteDescription.Tag.allCases {
                    writer.object { writer in
                        writer.member("name", tag.rawValue)
                        writer.member("description", tag.description)
                    }
                }
            }
            writer.name("paths")
            writer.object { writer in
                for route in routes.routes { path(route, to: &writer) }
            }
            writer.name("components")
            writer.object { components(to: &$0) }
        }
        return writer.bytes
    }

    static let references = "#/components/schemas/"

    private static let introduction = """
        Every resource answers GET, HEAD and OPTIONS. A name that is not known is an error that says what is allowed \
        and what was probably meant; a value of a filter that nothing has is an empty list. A path that ends in a slash \
        is redirected (308) to the one without. A member that has no value is left out, never null.

        Within `/v1` keys may be added; nothing is renamed or removed. Cursors are opaque. Codes of errors are stable.
        """

    // MARK: - Paths

    private func path(_ route: Route, to writer: inout Writer) {
        writer.name(Text(route.pattern.text))
        writer.object { writer in
            // Every resource has HEAD and OPTIONS; they add nothing that a client could use.
            for method in route.methods where method == .get {
                writer.name(Text(method.rawValue.lowercased()))
                writer.object { operation(route, to: &$0) }
            }
        }
    }

    private func operation(_ route: Route, to writer: inout Writer) {
        let description = route.name.description
        writer.member("operationId", description.operationID)
        writer.member("tags", [description.tag.rawValue])
        writer.member("summary", description.summary)
        writer.member("description", description.description)
        if options.requiresKey, route.isOpen { writer.emptyList("security") }
        parameters(of: route, to: &writer)
        writer.name("responses")
        writer.object { writer in
            for answer in route.answers(options) {
                writer.name(Text(String(answer.status)))
                response(answer, of: route, to: &writer)
            }
            writer.name("default")
            writer.object { $0.member("$ref", "#/components/responses/Error") }
        }
    }

    private func parameters(of route: Route, to writer: inout Writer) {
        guard !route.pattern.parameters.isEmpty || !route.parameters.isEmpty else { return }
        writer.name("parameters")
        writer.array { writer in
            for parameter in route.pattern.parameters {
                let description = parameter.description
                writer.object { writer in
                    writer.member("name", parameter.rawValue)
                    writer.member("in", "path")
                    writer.member("required", true)
                    writer.member("description", description.text)
                    writer.name("schema")
                    description.schema.write(to: &writer, references: Self.references)
                    writer.member("example", description.example)
                }
            }
            for parameter in route.parameters {
                query(parameter, of: route, to: &writer)
            }
        }
    }

    private func query(_ parameter: Parameter, of route: Route, to writer: inout Writer) {
        let description = parameter.description(on: route, options: options)
        writer.object { writer in
            writer.member("name", parameter.rawValue)
            writer.member("in", "query")
            if parameter.isRequired { writer.member("required", true) }
            writer.member("description", description.text)
            if parameter.style != .single {
                writer.member("style", "form")
                writer.member("explode", parameter.style == .repeated)
            }
            writer.name("schema")
            description.schema.write(to: &writer, references: Self.references)
            guard !description.example.isEmpty else { return }
            writer.name("example")
            switch (parameter.style, Int(description.example)) {
            case (.single, let number?): writer.integer(number)
            case (.single, nil): writer.string(description.example)
            default: writer.array { $0.string(description.example) }
            }
        }
    }

    // MARK: - Responses

    private func response(_ answer: DocumentedAnswer, of route: Route, to writer: inout Writer) {
        writer.object { writer in
            writer.member("description", answer.description)
            headers(answer.fields + (route.isOpen ? [] : options.rateFields), to: &writer)
            switch answer.status {
            case 200: content(of: route, to: &writer)
            case 400...: error(badExample(of: route, answer.status), to: &writer)
            default: break
            }
        }
    }

    private func headers(_ fields: [FieldDescription], to writer: inout Writer) {
        writer.name("headers")
        writer.object { writer in
            for field in fields + options.commonFields {
                writer.name(Text(field.name.rawName))
                writer.object { $0.member("$ref", "#/components/headers/\(field.name.rawName)") }
            }
        }
    }

    private func content(of route: Route, to writer: inout Writer) {
        writer.name("content")
        writer.object { writer in
            for type in route.types {
                writer.name(Text(type.name))
                writer.object { writer in
                    writer.name("schema")
                    schema(of: type, route).write(to: &writer, references: Self.references)
                    guard let target = target(of: route, type), let body = samples.body(target) else { return }
                    example(target, body, isJSON: type.isJSON, to: &writer)
                }
            }
        }
    }

    private func schema(of type: MediaType, _ route: Route) -> Schema {
        switch type {
        case .json, .linkset: json(of: route)
        case .schema, .openAPI: ["type": "object"]
        default: ["type": "string"]
        }
    }

    /// Without `fields` it is the first: no schema can say so, since none sees the request.
    private func json(of route: Route) -> Schema {
        guard let content = route.name.content else { return ["type": "object"] }
        guard route.parameters.contains(.fields) else { return .component(content) }
        return ["anyOf": [.component(content), .component(content.isList ? .partialList : .partialResource)]]
    }

    private func error(_ bad: (target: String, body: [UInt8])? = nil, to writer: inout Writer) {
        writer.name("content")
        writer.object { writer in
            writer.name("application/problem+json")
            writer.object { writer in
                writer.name("schema")
                Schema.component(.problem).write(to: &writer, references: Self.references)
                if let bad { example(bad.target, bad.body, isJSON: true, to: &writer) }
            }
        }
    }

    private func badExample(of route: Route, _ status: Int) -> (target: String, body: [UInt8])? {
        guard let target = badTarget(of: route, status), let body = samples.body(target, status: status) else {
            return nil
        }
        return (target, body)
    }

    private func example(_ target: String, _ body: [UInt8], isJSON: Bool, to writer: inout Writer) {
        writer.name("examples")
        writer.object { writer in
            writer.name("sample")
            writer.object { writer in
                writer.member("summary", "GET \(target)")
                writer.name("value")
                if isJSON { writer.verbatim(body) } else { writer.string(String(decoding: body, as: UTF8.self)) }
            }
        }
    }

    // MARK: - Requests of the examples

    /// What is asked for the example of a type; nil where an example would tell nothing, or as much as a book.
    private func target(of route: Route, _ type: MediaType) -> String? {
        guard route.name.content != nil else { return nil }
        var query = Query()
        for parameter in route.parameters where parameter.isRequired {
            let example = parameter.description(on: route, options: options).example
            query.items.append(Query.Item(name: parameter.rawValue, value: example))
        }
        let isList = route.parameters.contains(.limit)
        if isList { query.items.append(Query.Item(name: Parameter.limit.rawValue, value: "1")) }
        if !type.isJSON {
            guard isList else { return nil }
            if let format = type.format {
                query.items.append(Query.Item(name: Parameter.format.rawValue, value: "\(format)"))
            }
        }
        return target(of: route, query)
    }

    private func target(of route: Route, _ query: Query) -> String {
        let values = route.pattern.parameters.map(\.description.example)
        return LinkBuilder(base: LinkBase("")).url(route.name, values, query: query)
    }

    /// What is asked for the example of an error.
    private func badTarget(of route: Route, _ status: Int) -> String? {
        var values = route.pattern.parameters.map(\.description.example)
        switch status {
        case 400:
            let isList = route.parameters.contains(.limit)
            let item = isList ? Query.Item(name: "limit", value: "0") : Query.Item(name: "formt", value: "json")
            return target(of: route, Query(items: [item]))
        case 404:
            guard let last = values.popLast() else { return nil }
            return LinkBuilder.path(route.name, values + [String(last.dropLast()) + "x"])
        default:
            return nil
        }
    }

    // MARK: - Components

    private func components(to writer: inout Writer) {
        if options.requiresKey {
            writer.name("securitySchemes")
            writer.object { writer in
                for scheme in SecurityScheme.allCases {
                    writer.name(Text(scheme.rawValue))
                    writer.object { scheme.writeMembers(to: &$0) }
                }
            }
        }
        writer.name("schemas")
        writer.object { writer in
            for component in Component.allCases {
                writer.name(component)
                component.schema.write(to: &writer, references: Self.references)
            }
        }
        writer.name("responses")
        writer.object { writer in
            writer.name("Error")
            writer.object { writer in
                writer.member("description", DocumentedAnswer.otherError.description)
                headers(DocumentedAnswer.otherError.fields + options.rateFields, to: &writer)
                error(to: &writer)
            }
        }
        writer.name("headers")
        writer.object { writer in
            for field in options.fields {
                writer.name(Text(field.name.rawName))
                writer.object { writer in
                    writer.member("description", field.text)
                    writer.name("schema")
                    writer.object { $0.member("type", "string") }
                }
            }
        }
    }
}
