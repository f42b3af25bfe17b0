import JSON

/// The known members of one object. Of a repeated name the first counts: the file is refused anyway.
struct Fields {
    let object: Value
    let pointer: Pointer
    fileprivate(set) var members: [(name: String, value: Value)] = []

    subscript(name: String) -> Value? {
        members.first { $0.name == name }?.value
    }

    /// Where the value of a member begins, in bytes from 0; where it is absent, the object.
    func offset(of name: String) -> Int {
        (self[name] ?? object).range.lowerBound
    }
}

/// Whether a framework can do without a field.
enum Need {
    case required
    case descriptive
    /// Descriptive, and commonly there as an empty text.
    case descriptiveOrEmpty
}

/// How long a text may be before it is unusual, in Unicode scalars.
enum TextLimit: Int {
    case name = 1000
    case prose = 32768
}

extension ExportReader {
    /// The members of an object that have a known name; the others are kept as unknown fields. nil, and an error,
    /// where the value is no object.
    mutating func fields(of value: Value, at pointer: Pointer, known: [String], name: String) -> Fields? {
        guard value.kind == .object else {
            refuse(value, at: pointer, name: name, expected: "an object")
            return nil
        }
        var fields = Fields(object: value, pointer: pointer)
        for member in value.members {
            let name = member.name.string
            if known.contains(name) {
                fields.members.append((name, member.value))
            } else {
                unknown.keep(member, in: pointer, known: known)
            }
        }
        return fields
    }

    /// The value of a member. nil, and a finding, where it is absent.
    mutating func value(_ name: String, in fields: Fields, _ need: Need) -> Value? {
        if let value = fields[name] { return value }
        list.add(
            .missingField, as: need == .required ? .error : .warning, at: fields.pointer.appending(name),
            offset: fields.object.range.lowerBound,
            need == .required ? "required field \"\(name)\" is missing" : "field \"\(name)\" is missing",
            help: need == .required ? "Add it, or export again." : "Add it if it is known; it is never invented.")
        return nil
    }

    /// The text of a member. nil, and a finding, where there is none.
    mutating func text(
        _ name: String, in fields: Fields, _ need: Need, limit: TextLimit = .name
    ) -> Text? {
        guard let value = value(name, in: fields, need) else { return nil }
        // Made only where there is something to find.
        var pointer: Pointer { fields.pointer.appending(name) }
        let offset = value.range.lowerBound
        guard let text = value.text else {
            refuse(value, at: pointer, name: "\"\(name)\"", expected: "a string")
            return nil
        }
        guard !text.trimmed.isEmpty else {
            if need != .descriptiveOrEmpty || !text.isEmpty {
                list.add(
                    .emptyText, as: need == .required ? .error : .warning, at: pointer, offset: offset,
                    "\"\(name)\" is empty", help: "Write what it stands for, or leave the field out.")
            }
            return nil
        }
        check(text, at: pointer, offset: offset, limit: limit)
        return text
    }

    mutating func refuse(_ value: Value, at pointer: Pointer, name: String, expected: String) {
        list.add(
            .wrongType, as: .error, at: pointer, offset: value.range.lowerBound,
            "\(name) must be \(expected), not \(value.kind.phrase)", help: "Write \(expected).")
    }

    /// Warns of what a text should not hold.
    mutating func check(_ text: Text, at pointer: @autoclosure () -> Pointer, offset: Int, limit: TextLimit) {
        check(TextScan(text), of: text, at: pointer(), offset: offset, limit: limit)
    }

    mutating func check(
        _ scan: TextScan, of text: Text, at pointer: @autoclosure () -> Pointer, offset: Int, limit: TextLimit
    ) {
        if let control = scan.control {
            list.add(
                .controlCharacter, at: pointer(), offset: offset,
                "control character or line break in \(quoted(text, around: control))",
                help: "Remove it, or write a space.")
        }
        if let direction = scan.direction {
            list.add(
                .directionControl, at: pointer(), offset: offset,
                "character that changes the direction of writing in \(quoted(text, around: direction))",
                help: "Remove it: with it a text can look like another one.")
        }
        if scan.length > limit.rawValue {
            list.add(
                .longText, at: pointer(), offset: offset,
                "text of \(scan.length) characters (more than \(limit.rawValue) is unusual)",
                help: "Check that it is what was meant.")
        }
    }
}

extension Value.Kind {
    /// With an article, for messages.
    var phrase: String {
        switch self {
        case .null: "null"
        case .false: "false"
        case .true: "true"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Quotes the part of a text around a byte.
private func quoted(_ text: Text, around place: Int) -> String {
    let reach = 20
    var start = max(text.range.lowerBound, text.range.lowerBound + place - reach)
    while text.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return quoted(Text(text.bytes, in: start..<text.range.upperBound), limit: reach * 2)
}
