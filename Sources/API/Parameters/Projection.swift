import JSON

/// The fields of a resource, or of the elements of a list, that an answer is to have: `soc,levels.label`.
///
/// A name alone means all that is under it. Credits are never left out.
struct Projection: Sendable, Equatable {
    /// The names that are wanted, each with what is wanted of it; nil where that is all.
    private var wanted: [String: Projection?] = [:]

    /// - Parameter paths: names with dots between them.
    init(_ paths: [String]) {
        for path in paths {
            insert(path.split(separator: ".").map(String.init)[...])
        }
    }

    private init() {}

    private mutating func insert(_ path: ArraySlice<String>) {
        guard let name = path.first else { return }
        guard path.count > 1 else {
            wanted[name] = .some(nil)
            return
        }
        // What is wanted whole stays so.
        if case .some(nil) = wanted[name] { return }
        var part = wanted[name].flatMap { $0 } ?? Projection()
        part.insert(path.dropFirst())
        wanted[name] = part
    }

    /// A resource with what is wanted of it.
    func resource(_ json: [UInt8]) -> [UInt8] {
        rewritten(json) { root, writer in
            var projection = self
            projection.wanted["attribution"] = .some(nil)
            projection.write(root, to: &writer)
        }
    }

    /// A list with what is wanted of its elements.
    func list(_ json: [UInt8]) -> [UInt8] {
        rewritten(json) { root, writer in
            writer.object { writer in
                for member in root.members {
                    writer.name(member.name)
                    if member.name.string == "data" {
                        write(member.value, to: &writer)
                    } else {
                        writer.verbatim(member.value.verbatim)
                    }
                }
            }
        }
    }

    /// - Parameter json: what our own writer wrote: it can be read.
    private func rewritten(_ json: [UInt8], _ body: (Value, inout Writer) -> Void) -> [UInt8] {
        guard let document = try? Document(parsing: json) else { return json }
        var writer = Writer(reserving: json.count / 2)
        body(document.root, &writer)
        return writer.bytes
    }

    private func write(_ value: Value, to writer: inout Writer) {
        switch value.kind {
        case .object:
            writer.object { writer in
                for member in value.members {
                    guard let part = wanted[member.name.string] else { continue }
                    writer.name(member.name)
                    if let part {
                        part.write(member.value, to: &writer)
                    } else {
                        writer.verbatim(member.value.verbatim)
                    }
                }
            }
        case .array:
            writer.array { writer in value.elements.forEach { write($0, to: &writer) } }
        default:
            writer.verbatim(value.verbatim)
        }
    }
}

extension Route {
    /// Every field that its resource, or an element of its list, can have: names with dots between them.
    var fieldNames: [String] {
        guard let content = name.content else { return [] }
        return (content.element ?? content).schema.fieldNames
    }
}

extension Component {
    /// What `data` is of; nil where there is none.
    var element: Component? {
        schema["properties"]?["data"]?.references.first
    }

    /// Whether it has pages.
    var isList: Bool {
        schema["properties"]?["page"] != nil
    }
}

extension Schema {
    /// The names of the properties at any depth, those of the elements of an array under its own name.
    fileprivate var fieldNames: [String] {
        switch self {
        case .component(let component): return component.schema.fieldNames
        default: break
        }
        if let items = self["items"] { return items.fieldNames }
        guard case .object(let properties)? = self["properties"] else { return [] }
        return properties.flatMap { property in
            ["\(property.name)"] + property.value.fieldNames.map { "\(property.name).\($0)" }
        }
    }
}
