import JSON

/// A JSON Schema (draft 2020-12), or a value in one. Its literal in the source reads as the schema that is written,
/// member by member.
indirect enum Schema: Sendable {
    case object([(name: StaticString, value: Schema)])
    case array([Schema])
    case string(String)
    /// A regular expression in what ECMA-262 and the other engines share (JSON Schema Core section 6.4). It is written
    /// in ASCII: a class of white space can be read then, and `\u` is left to JSON, which all of them know.
    case pattern(String)
    case integer(Int)
    case bool(Bool)
    /// What a response schema has a name for.
    case component(Component)

    /// - Parameter references: what stands before the name of a component: `#/$defs/`.
    func write(to writer: inout Writer, references: String = "#/$defs/") {
        switch self {
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    member.value.write(to: &writer, references: references)
                }
            }
        case .array(let elements):
            writer.array { writer in elements.forEach { $0.write(to: &writer, references: references) } }
        case .string(let string): writer.string(string)
        case .pattern(let pattern): writer.verbatim(Self.ascii(pattern).utf8)
        case .integer(let integer): writer.integer(integer)
        case .bool(let bool): writer.bool(bool)
        case .component(let component):
            writer.object { $0.member("$ref", references + component.rawValue) }
        }
    }

    /// A JSON string (RFC 8259 section 7) in which every character that is not printable ASCII is escaped.
    private static func ascii(_ text: String) -> String {
        let characters = text.utf16.map { unit in
            switch unit {
            case 0x22, 0x5C: "\\\(Unicode.Scalar(UInt8(unit)))"
            case 0x20...0x7E: "\(Unicode.Scalar(UInt8(unit)))"
            default: "\\u" + String(0x1_0000 + Int(unit), radix: 16).dropFirst()
            }
        }
        return "\"\(characters.joined())\""
    }
}

extension Schema: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral members: (StaticString, Schema)...) {
        self = .object(members.map { ($0, $1) })
    }
}

extension Schema: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: Schema...) {
        self = .array(elements)
    }
}

extension Schema: ExpressibleByStringInterpolation {
    init(stringLiteral string: String) {
        self = .string(string)
    }
}

extension Schema: ExpressibleByIntegerLiteral {
    init(integerLiteral integer: Int) {
        self = .integer(integer)
    }
}

extension Schema: ExpressibleByBooleanLiteral {
    init(booleanLiteral bool: Bool) {
        self = .bool(bool)
    }
}
