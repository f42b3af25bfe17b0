package import TestSupport

extension Tree {
    /// Changes one value, or the members or elements of one.
    ///
    /// - Parameter values: as JSON, what a value is replaced by, or what is added.
    package mutating func mutate(with values: [String], using random: inout SeededGenerator) {
        change(using: &random) { tree, random in
            switch tree {
            case .object(let members) where !members.isEmpty && Int.random(in: 0..<4, using: &random) > 0:
                tree = .object(Self.mutated(members, values, using: &random))
            case .array(let elements) where !elements.isEmpty && Int.random(in: 0..<4, using: &random) > 0:
                tree = .array(Self.mutated(elements, values, using: &random))
            default:
                tree = Self.nested(.scalar(Self.one(of: values, &random)), using: &random)
            }
        }
    }

    private static func mutated(
        _ members: [Member], _ values: [String], using random: inout SeededGenerator
    ) -> [Member] {
        var members = members
        let index = Int.random(in: members.indices, using: &random)
        let name = members[index].name
        switch Int.random(in: 0..<7, using: &random) {
        case 0: members.remove(at: index)
        case 1: members.insert(members[index], at: Int.random(in: 0...members.count, using: &random))
        case 2: members[index].name = renamed(name, using: &random)
        case 3: members.shuffle(using: &random)
        case 4:
            let value = nested(.scalar(one(of: values, &random)), using: &random)
            members.insert((renamed(name, using: &random), value), at: index)
        case 5: members.insert((renamed(name, using: &random), members[index].value), at: index)
        default: members = Array(members.prefix(index))
        }
        return members
    }

    private static func mutated(_ elements: [Tree], _ values: [String], using random: inout SeededGenerator) -> [Tree] {
        var elements = elements
        let index = Int.random(in: elements.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: elements.remove(at: index)
        case 1: elements.insert(elements[index], at: Int.random(in: 0...elements.count, using: &random))
        case 2: elements.shuffle(using: &random)
        case 3: elements.insert(.scalar(one(of: values, &random)), at: index)
        default: elements = Array(elements.prefix(index))
        }
        return elements
    }

    private static func renamed(_ name: String, using random: inout SeededGenerator) -> String {
        let bare = name.dropFirst().dropLast()
        let names = [
            "\(bare)x", "\(bare.dropLast())", bare.uppercased(), "_\(bare)", "\(bare)\\n", "\(bare) ", "é", "", "a/b~c",
            "emerging", "label", "statements", "__proto__", "latest",
        ]
        return "\"\(one(of: names, &random))\""
    }

    /// Now and then in more arrays than the reader allows.
    private static func nested(_ tree: Tree, using random: inout SeededGenerator) -> Tree {
        guard Int.random(in: 0..<12, using: &random) == 0 else { return tree }
        return (0..<Int.random(in: 1...70, using: &random)).reduce(tree) { inner, _ in .array([inner]) }
    }

    private static func one(of values: [String], _ random: inout SeededGenerator) -> String {
        values.randomElement(using: &random) ?? "null"
    }

    /// Values of every type, and those that some field gives a meaning.
    package static let values = [
        "null", "true", "false", "0", "1", "3", "5", "6", "-1", "2.0", "20e-1", "2.5", "1e2", #""""#, #"" ""#, "[]",
        "{}",
        #""x""#, #""\u3000\u00a0""#, #""\ufeff""#, #""43-4121.00""#, #""43-4121.00\n""#, #""v.26.05""#, #""latest""#,
        #""1.0""#, #""1.3""#, #""2.0""#, #""2024-02-29T23:59:60Z""#, #""2023-02-29""#,
        #""2026-05-15T12:39:06.711+01:00""#,
        #""A — b""#, #""\t A  —  b\u3000""#, #"" — b""#, #""\ud83d\udcda — \u0000""#, #"["A — b"]"#,
        #"{"statements":["A — b"]}"#, #"{"statements":[]}"#,
    ]
}
