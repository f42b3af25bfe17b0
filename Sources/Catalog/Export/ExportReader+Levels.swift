import JSON

extension ExportReader {
    /// What `framework` holds.
    struct Content {
        let version: FrameworkVersion
        let description: Text?
        let contextCovered: Text?
        let levels: [Level]
    }

    /// - Parameter soc: what the ids of the statements begin with; nil where it could not be read.
    mutating func content(in parent: Fields, soc: SOC?) -> Content? {
        let known = ["version", "description", "contextCovered", "levels"]
        guard let value = value("framework", in: parent, .required),
            let fields = fields(
                of: value, at: parent.pointer.appending("framework"), known: known, name: "\"framework\"")
        else { return nil }
        let version = version(in: fields)
        let description = text("description", in: fields, .descriptiveOrEmpty, limit: .prose)
        let contextCovered = text("contextCovered", in: fields, .descriptive, limit: .prose)
        let levels = levels(in: fields, soc: soc)
        guard let version, let levels else { return nil }
        return Content(version: version, description: description, contextCovered: contextCovered, levels: levels)
    }

    private mutating func version(in fields: Fields) -> FrameworkVersion? {
        guard let value = value("version", in: fields, .required) else { return nil }
        var pointer: Pointer { fields.pointer.appending("version") }
        guard let text = value.text else {
            refuse(value, at: pointer, name: "\"version\"", expected: "a string")
            return nil
        }
        let offset = value.range.lowerBound
        guard text.count <= 64, let version = FrameworkVersion(text.string) else {
            list.add(
                .invalidVersion, at: pointer, offset: offset,
                text.isEmpty ? "version is empty" : "version \(quoted(text)) cannot be used in a path",
                help: "Use 1 to 64 of A-Z a-z 0-9 . _ + -, a letter or digit first, and not \"latest\".")
            return nil
        }
        if !version.isUsual {
            list.add(
                .unusualVersion, at: pointer, offset: offset,
                "version \(quoted(text)) is not of the form v.YY.MM; kept as it is",
                help: "Check that it is what was meant.")
        }
        return version
    }

    private mutating func levels(in fields: Fields, soc: SOC?) -> [Level]? {
        guard let value = value("levels", in: fields, .required) else { return nil }
        let pointer = fields.pointer.appending("levels")
        let offset = value.range.lowerBound
        guard value.kind == .object else {
            refuse(value, at: pointer, name: "\"levels\"", expected: "an object")
            return nil
        }
        let members = Array(value.members)
        guard ExportFormat.levelCounts ~= members.count else {
            list.add(
                .levelCount, at: pointer, offset: offset,
                "a framework has 1 to 20 levels, this one \(members.count)",
                help: "Give it a level for each step, or split it.")
            return nil
        }
        var statements = StatementReader(soc: soc)
        var levels: [Level] = []
        for (index, member) in members.enumerated() {
            if let level = level(member, ordinal: index + 1, at: pointer, into: &statements) { levels.append(level) }
        }
        checkOrder(members, at: pointer, offset: offset)
        checkLabels(members, at: pointer)
        let isComplete = levels.count == members.count
        if isComplete && statements.elementCount == 0 {
            list.add(
                .noStatements, at: pointer, offset: offset, "the framework has no statement",
                help: "Export it again when it has some.")
        }
        return isComplete ? levels : nil
    }

    private mutating func level(
        _ member: Value.Member, ordinal: Int, at parent: Pointer, into statements: inout StatementReader
    ) -> Level? {
        let key = member.name.string
        let pointer = parent.appending(key)
        let isWellFormed = Self.isLevelKey(member.name)
        if !isWellFormed {
            list.add(
                .invalidLevel, at: pointer, offset: member.nameOffset,
                "\(quoted(member.name)) cannot be the key of a level",
                help: "Begin it with a letter; use at most 64 of A-Z a-z 0-9 _ -.")
        }
        guard
            let fields = fields(
                of: member.value, at: pointer, known: ["label", "statements"], name: "a level")
        else { return nil }
        let label = text("label", in: fields, .descriptive)
        guard let value = value("statements", in: fields, .required) else { return nil }
        let place = pointer.appending("statements")
        guard value.kind == .array else {
            refuse(value, at: place, name: "\"statements\"", expected: "an array of strings")
            return nil
        }
        let read = statements.read(value, level: key, at: place, in: &self)
        return isWellFormed ? Level(key: key, ordinal: ordinal, label: label, statements: read) : nil
    }

    /// `^[A-Za-z][A-Za-z0-9_-]{0,63}$`
    private static func isLevelKey(_ name: Text) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
        guard let first = name.utf8.first, isLetter(first), name.count <= 64 else { return false }
        return name.utf8.allSatisfy { byte in
            isLetter(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
    }

    /// Warns of levels other than the usual ones, at the first that is not one of them, that is missing, or that is
    /// out of order.
    private mutating func checkOrder(_ members: [Value.Member], at pointer: Pointer, offset: Int) {
        let keys = members.map(\.name.string)
        guard keys != ExportFormat.usualLevels else { return }
        let found = members.map { quoted($0.name, limit: 24) }.joined(separator: ", ")
        let usual = ExportFormat.usualLevels.joined(separator: ", ")
        let place: (key: String, offset: Int)
        let detail: String
        if let odd = members.first(where: { !ExportFormat.usualLevels.contains($0.name.string) }) {
            place = (odd.name.string, odd.nameOffset)
            let suggestion = nearest(to: odd.name.string, among: ExportFormat.usualLevels)
            detail = suggestion.map { "; \(quoted(odd.name, limit: 24)) is nearest to \"\($0)\"" } ?? ""
        } else if let missing = ExportFormat.usualLevels.first(where: { !keys.contains($0) }) {
            place = (missing, offset)
            detail = "; \"\(missing)\" is missing"
        } else {
            let index = zip(keys, ExportFormat.usualLevels).prefix { $0 == $1 }.count
            guard members.indices.contains(index) else { return }
            place = (keys[index], members[index].nameOffset)
            detail = "; the order is another one"
        }
        list.add(
            .unusualLevels, at: pointer.appending(place.key), offset: place.offset,
            "the levels are \(found), not the usual \(usual)\(detail)", help: "Check that they are what was meant.")
    }

    /// Warns of a label that is the name of another level.
    private mutating func checkLabels(_ members: [Value.Member], at pointer: Pointer) {
        let keys = members.map(\.name.string)
        for member in members {
            let key = member.name.string
            guard let value = member.value["label"], let label = value.text, label.count <= 64 else { continue }
            let name = label.string.lowercased()
            guard name != key.lowercased() else { continue }
            // A file with levels of its own may use the usual names for its labels as it likes.
            let names = ExportFormat.usualLevels.contains(key) ? keys + ExportFormat.usualLevels : keys
            guard let other = names.first(where: { $0.lowercased() == name }) else { continue }
            list.add(
                .mismatchedLabel, at: pointer.appending(key).appending("label"),
                offset: value.range.lowerBound,
                "the label \(quoted(label)) of level \"\(escaped(key))\" names the level \"\(escaped(other))\"; the key counts",
                help: "Write the label of this level.")
        }
    }
}
