import Foundation

/// An export as the format describes it, read from Foundation's reading of its bytes: what an answer has to hold, found
/// without a line of the code that makes it.
struct PlainExport {
    private let root: Plain
    /// In the order of the file.
    private let levelKeys: [String]
    /// Each with `key`, `ordinal`, `label`, `statementCount`, `statements`.
    private let levels: [Plain]

    init(parsing bytes: [UInt8]) throws {
        root = try Plain(parsing: bytes)
        levelKeys = try Self.names(at: ["framework", "levels"], in: bytes)
        let levels = root["framework"]?["levels"]
        self.levels = zip(1..., levelKeys).map { Self.level($1, ordinal: $0, levels?[$1]) }
    }

    private var occupation: Plain? { root["occupation"] }
    private var framework: Plain? { root["framework"] }

    var soc: String { occupation?["soc"]?.text ?? "" }

    /// The members of the whole resource that come from the file.
    var members: [String: Plain] {
        var members: [String: Plain] = [:]
        members["soc"] = occupation?["soc"]
        members["version"] = framework?["version"]
        members["exportedAt"] = root["exportedAt"]
        members["schemaVersion"] = root["schemaVersion"]
        members["occupation"] = .object(Self.known(occupation, Self.ofOccupation))
        members["description"] = Self.shown(framework?["description"])
        members["contextCovered"] = Self.shown(framework?["contextCovered"])
        members["levels"] = .array(levels)
        let sources = Self.members(root["sources"]).filter { $0.value.text != nil }
        members["sources"] = sources.isEmpty ? nil : .object(sources)
        members["unknown"] = unknown.isEmpty ? nil : .object(unknown)
        members["attribution"] = .array(attribution)
        return members
    }

    private var attribution: [Plain] {
        let own = Self.shown(root["attribution"]).map { Plain.object(["text": $0]) }
        let database = root["sources"]?["onet"]?.text.flatMap { release in
            release.isEmpty
                ? nil : Plain.object(["text": Plain("O*NET \(release)"), "covers": Plain("occupational data")])
        }
        return [own, database].compactMap(\.self)
    }

    private static func level(_ key: String, ordinal: Int, _ level: Plain?) -> Plain {
        let statements = level?["statements"]?.elements ?? []
        var members = ["key": Plain(key), "ordinal": Plain.number(Double(ordinal))]
        members["label"] = shown(level?["label"])
        members["statementCount"] = .number(Double(statements.count))
        members["statements"] = .array(zip(1..., statements).map(placed))
        return .object(members)
    }

    /// The elements of the list of statements, as far as they come from the file.
    var statements: [Plain] {
        levels.flatMap { level in
            var place = Self.members(level)
            place["statementCount"] = nil
            place["statements"] = nil
            let statements = level["statements"]?.elements ?? []
            return statements.map { statement in
                var members = Self.members(statement)
                members["level"] = .object(place)
                members["soc"] = occupation?["soc"]
                members["occupationTitle"] = occupation?["title"]
                members["version"] = framework?["version"]
                return Plain.object(members)
            }
        }
    }

    private static func placed(_ position: Int, _ statement: Plain) -> Plain {
        var members: [String: Plain] = ["position": .number(Double(position)), "statement": statement]
        let text = statement.text ?? ""
        if let separator = text.range(of: " — ", options: .literal) {
            let title = trimmed(text[..<separator.lowerBound])
            let rest = trimmed(text[separator.upperBound...])
            if !title.isEmpty && !rest.isEmpty {
                members["title"] = Plain(title)
                members["text"] = Plain(rest)
            }
        }
        return .object(members)
    }

    private static func trimmed(_ text: Substring) -> String {
        let scalars = text.unicodeScalars.drop { $0.properties.isWhitespace }
        let end = scalars.lastIndex { !$0.properties.isWhitespace }
        return String(Substring(end.map { scalars[...$0] } ?? scalars))
    }

    /// nil for an empty text, which is left out.
    private static func shown(_ value: Plain?) -> Plain? {
        guard let text = value?.text, !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return nil }
        return value
    }

    private static func members(_ value: Plain?) -> [String: Plain] {
        if case .object(let members) = value { members } else { [:] }
    }

    private static let ofOccupation = ["soc", "title", "group", "sector", "jobZone", "jobZoneInferred"]

    private static func known(_ value: Plain?, _ names: [String]) -> [String: Plain] {
        members(value).filter { name, value in
            guard names.contains(name), value != .null else { return false }
            return value.text == nil || shown(value) != nil
        }
    }

    /// By JSON pointer.
    private var unknown: [String: Plain] {
        var unknown: [String: Plain] = [:]
        func collect(_ value: Plain?, _ pointer: String, known: [String]) {
            for (name, value) in Self.members(value) where !known.contains(name) {
                let step = name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
                unknown["\(pointer)/\(step)"] = value
            }
        }
        collect(
            root, "",
            known: ["schemaVersion", "exportedAt", "occupation", "framework", "sources", "attribution"])
        collect(occupation, "/occupation", known: Self.ofOccupation)
        collect(framework, "/framework", known: ["version", "description", "contextCovered", "levels"])
        for key in levelKeys {
            collect(framework?["levels"]?[key], "/framework/levels/\(key)", known: ["label", "statements"])
        }
        if let sources = root["sources"] {
            if case .object = sources {
                let texts = Self.members(sources).filter { $0.value.text != nil }.keys
                collect(sources, "/sources", known: Array(texts))
            } else {
                unknown["/sources"] = sources
            }
        }
        return unknown
    }

    /// The names of the members of the object at a path, in their order, which Foundation does not keep. The text is
    /// valid JSON.
    private static func names(at path: [String], in bytes: [UInt8]) throws -> [String] {
        var found: [String] = []
        /// The name of the member that is being read in each object and array around.
        var around: [String] = []
        var last = ""
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): around.append("")
            case UInt8(ascii: "}"), UInt8(ascii: "]"): around.removeLast()
            case UInt8(ascii: ":"):
                around[around.count - 1] = last
                if around.dropLast() == path[...] { found.append(last) }
            case UInt8(ascii: "\""):
                let start = index
                repeat { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 } while bytes[index] != UInt8(ascii: "\"")
                // The longest name of these is shorter; statements need no decoding.
                if index - start < 500 { last = try Plain(parsing: Array(bytes[start...index])).text ?? "" }
            default: break
            }
            index += 1
        }
        return found
    }
}
