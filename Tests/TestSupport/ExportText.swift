/// The text of an export in our own words, in which a test replaces, adds or removes values.
package struct ExportText: Sendable {
    private var root = Node.object([
        ("schemaVersion", .raw(#""1.0""#)),
        ("exportedAt", .raw(#""2026-01-15T09:30:00Z""#)),
        (
            "occupation",
            .object([
                ("soc", .raw(#""43-4121.00""#)), ("title", .raw(#""Library Assistants""#)),
                ("group", .raw(#""Office Support""#)), ("sector", .raw(#""51""#)), ("jobZone", .raw("2")),
                ("jobZoneInferred", .raw("false")),
            ])
        ),
        (
            "framework",
            .object([
                ("version", .raw(#""v.26.01""#)), ("description", .raw(#""""#)),
                ("contextCovered", .raw(#""Work at the desk of a small library.""#)),
                (
                    "levels",
                    .object([
                        ("emerging", level("Emerging", "Returns — empty the book drop.", "Shelves — keep them tidy.")),
                        ("developing", level("Developing", "Holds — set books aside and tell the reader.")),
                        ("proficient", level("Proficient", "Desk — open and close the branch alone.")),
                        ("advanced", level("Advanced", "Rota — plan who is at the desk.")),
                    ])
                ),
            ])
        ),
        ("sources", .object([("onet", .raw(#""v30.2""#)), ("generator", .raw(#""by hand""#))])),
        ("attribution", .raw(#""A test""#)),
    ])

    package init() {}

    private indirect enum Node: Sendable {
        case object([(name: String, value: Node)])
        case array([Node])
        case raw(String)

        var json: String {
            switch self {
            case .object(let members): "{\(members.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ","))}"
            case .array(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
            case .raw(let json): json
            }
        }

        /// - Parameter json: nil removes the value.
        mutating func set(_ path: ArraySlice<String>, _ json: String?) {
            guard let step = path.first else {
                if let json { self = .raw(json) }
                return
            }
            let rest = path.dropFirst()
            switch self {
            case .object(var members):
                let index = members.firstIndex { $0.name == step }
                if let index, rest.isEmpty, json == nil {
                    members.remove(at: index)
                } else if let index {
                    members[index].value.set(rest, json)
                } else if let json {
                    members.append((step, .raw(json)))
                }
                self = .object(members)
            case .array(var elements):
                if let index = Int(step), elements.indices.contains(index) {
                    elements[index].set(rest, json)
                } else if let json {
                    elements.append(.raw(json))
                }
                self = .array(elements)
            case .raw: break
            }
        }
    }

    private static func level(_ label: String, _ statements: String...) -> Node {
        .object([
            ("label", .raw("\"\(label)\"")), ("statements", .array(statements.map { .raw("\"\($0)\"") })),
        ])
    }

    /// - Parameters:
    ///   - pointer: of a value; a name that is not there is added at the end, `-` to an array likewise.
    ///   - json: the value as JSON; nil removes it.
    package func setting(_ pointer: String, _ json: String?) -> ExportText {
        var copy = self
        copy.root.set(pointer.split(separator: "/").map(String.init)[...], json)
        return copy
    }

    package var json: String { root.json }
    package var bytes: [UInt8] { Array(json.utf8) }
}
