extension Setting {
    /// A settings file that holds every setting with its default: Config/rungs.json.
    package static func example(_ table: [Setting] = table) -> String {
        let root = Branch(table.map { (path: $0.key.split(separator: ".")[...], setting: $0) })
        return root.text(indentation: "") + "\n"
    }

    /// The default as JSON. What a person would write with a unit stays a text.
    fileprivate var exampleValue: String {
        guard let fallback else { return "null" }
        switch shape {
        case .boolean: return fallback.joined()
        case .number where fallback[0].utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }:
            return fallback[0]
        case .number, .string: return "\"\(fallback[0])\""
        case .list: return "[" + fallback.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
    }
}

/// An object of the file: names in the order of the table.
private struct Branch {
    var members: [(name: Substring, node: Node)] = []

    indirect enum Node {
        case leaf(Setting)
        case branch(Branch)
    }

    init(_ settings: [(path: ArraySlice<Substring>, setting: Setting)]) {
        var rest = settings[...]
        while let first = rest.first, let name = first.path.first {
            if first.path.count == 1 {
                members.append((name, .leaf(first.setting)))
                rest = rest.dropFirst()
            } else {
                let group = rest.prefix { $0.path.first == name }
                members.append((name, .branch(Branch(group.map { ($0.path.dropFirst(), $0.setting) }))))
                rest = rest.dropFirst(group.count)
            }
        }
    }

    func text(indentation: String) -> String {
        let inner = indentation + "  "
        let lines = members.map { name, node in
            switch node {
            case .leaf(let setting): "\(inner)\"\(name)\": \(setting.exampleValue)"
            case .branch(let branch): "\(inner)\"\(name)\": \(branch.text(indentation: inner))"
            }
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
}
