import TestSupport
import JSON

/// A JSON value as a tree, to compare with what is read.
indirect enum Model: Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case string([Unicode.Scalar])
    case array([Model])
    case object([Member])

    struct Member: Equatable {
        let name: [Unicode.Scalar]
        let value: Model
    }

    static func random(depth: Int = 4, using random: inout SeededGenerator) -> Model {
        let count = Int.random(in: 0...5, using: &random)
        switch Int.random(in: depth > 0 ? 0...6 : 0...3, using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0...63, using: &random))
        case 3: return .string(randomText(using: &random))
        case 4: return .array((0..<count).map { _ in Model.random(depth: depth - 1, using: &random) })
        default:
            return .object(
                (0..<count).map { _ in
                    Member(name: randomText(using: &random), value: Model.random(depth: depth - 1, using: &random))
                })
        }
    }

    private static func randomText(using random: inout SeededGenerator) -> [Unicode.Scalar] {
        (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
            let limit: UInt32 =
                [0x20, 0x80, 0x80, 0x80, 0x800, 0x10000, 0x110000].randomElement(using: &random) ?? 0x80
            return Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random))
        }
    }

    func write(to writer: inout Writer) {
        switch self {
        case .null: writer.null()
        case .bool(let bool): writer.bool(bool)
        case .integer(let integer): writer.integer(integer)
        case .string(let scalars): writer.string(Self.text(scalars))
        case .array(let elements):
            writer.array { writer in elements.forEach { $0.write(to: &writer) } }
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.name(Text(Self.text(member.name)))
                    member.value.write(to: &writer)
                }
            }
        }
    }

    /// The same value in one of the many ways that RFC 8259 allows: white space, and any character as an escape.
    func spelled(using random: inout SeededGenerator) -> String {
        let space = { (random: inout SeededGenerator) in
            (0..<max(0, Int.random(in: -3...3, using: &random))).compactMap { _ in
                [" ", "\t", "\n", "\r"].randomElement(using: &random)
            }.joined()
        }
        let core: String
        switch self {
        case .null: core = "null"
        case .bool(let bool): core = bool ? "true" : "false"
        case .integer(let integer):
            core =
                "\(integer)" + (["", ".0", "e0", integer == 0 ? "e-9" : "00E-2"].randomElement(using: &random) ?? "")
        case .string(let scalars): core = Self.spelled(scalars, using: &random)
        case .array(let elements):
            core = "[" + space(&random) + elements.map { $0.spelled(using: &random) }.joined(separator: ",") + "]"
        case .object(let members):
            let spelled = members.map { member in
                space(&random) + Self.spelled(member.name, using: &random) + space(&random) + ":"
                    + member.value.spelled(using: &random)
            }
            core = "{" + spelled.joined(separator: ",") + space(&random) + "}"
        }
        return space(&random) + core + space(&random)
    }

    private static func spelled(_ scalars: [Unicode.Scalar], using random: inout SeededGenerator) -> String {
        var text = "\""
        for scalar in scalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || Int.random(in: 0..<8, using: &random) == 0 {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: .random(using: &random))
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// What was read; nil where a number is no integer.
    init?(_ value: Value) {
        switch value.kind {
        case .null: self = .null
        case .true, .false: self = .bool(value.bool == true)
        case .number:
            guard let integer = value.integer else { return nil }
            self = .integer(integer)
        case .string:
            guard let text = value.text else { return nil }
            self = .string(Array(text.string.unicodeScalars))
        case .array: self = .array(value.elements.compactMap { Model($0) })
        case .object:
            self = .object(
                value.members.compactMap { member in
                    Model(member.value).map { Member(name: Array(member.name.string.unicodeScalars), value: $0) }
                })
        }
    }
}
