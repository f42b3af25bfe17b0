import JSON

extension SettingsLayer {
    /// Where the settings file is looked for when nobody names one.
    package static let defaultFile = "/etc/rungs/rungs.json"

    /// Reads a settings file: objects within objects, whose names joined by dots are the keys. `null` is not set.
    ///
    /// - Parameter path: for messages.
    package static func file(
        _ bytes: [UInt8], path: String, table: [Setting] = Setting.table
    ) throws(SettingsErrors) -> SettingsLayer {
        let document: Document
        do {
            document = try Document(parsing: bytes)
        } catch {
            let place = Position(of: error.offset, in: bytes)
            let origin = "\(path):\(place.line):\(place.column)"
            throw SettingsErrors([.malformed(origin: origin, reason: "not valid JSON: \(error)")])
        }
        var reader = FileReader(path: path, document: document, table: table)
        reader.read()
        guard reader.errors.isEmpty else { throw SettingsErrors(reader.errors) }
        return SettingsLayer("file", reader.entries)
    }
}

/// The walk through one file.
private struct FileReader {
    let path: String
    let document: Document
    let table: [Setting]
    var entries: [String: RawSettings.Value] = [:]
    var errors: [SettingsError] = []

    init(path: String, document: Document, table: [Setting]) {
        self.path = path
        self.document = document
        self.table = table
    }

    mutating func read() {
        for name in document.repeatedNames {
            errors.append(
                .repeated(key(name.pointer), origin: origin(name.first), again: origin(name.repeated)))
        }
        guard document.root.kind == .object else {
            errors.append(.malformed(origin: origin(document.root.range.lowerBound), reason: "it must be an object"))
            return
        }
        walk(document.root, prefix: "")
    }

    private mutating func walk(_ object: Value, prefix: String) {
        for member in object.members {
            let key = prefix + member.name.string
            if let setting = table.first(where: { $0.key == key }) {
                guard member.value.kind != .null else { continue }
                let origin = origin(member.nameOffset)
                // `http.port` is written as one name and as two.
                if let earlier = entries[key] {
                    let error = SettingsError.repeated(key, origin: earlier.origin, again: origin)
                    if !errors.contains(error) { errors.append(error) }
                    continue
                }
                if let texts = texts(of: member.value, for: setting) {
                    entries[key] = RawSettings.Value(texts: texts, origin: origin)
                } else {
                    let written = RawSettings.Value(texts: [member.value.verbatim.string], origin: origin)
                    errors.append(.notAllowed(setting, written))
                }
            } else if table.contains(where: { $0.key.hasPrefix(key + ".") }) {
                switch member.value.kind {
                case .object: walk(member.value, prefix: key + ".")
                case .null: break
                default:
                    let reason = "it must be an object (\(origin(member.nameOffset)))"
                    errors.append(.malformed(origin: key, reason: reason))
                }
            } else {
                let near = Setting.nearestKey(to: key, in: table, withGroups: true)
                errors.append(.unknown(key, origin: origin(member.nameOffset), nearest: near))
            }
        }
    }

    private func texts(of value: Value, for setting: Setting) -> [String]? {
        if case .list = setting.shape, value.kind == .array {
            let texts = value.elements.compactMap { $0.text?.string }
            return texts.count == value.elements.reduce(0) { count, _ in count + 1 } ? texts : nil
        }
        switch value.kind {
        case .string: return value.text.map { setting.texts(of: $0.string) }
        case .number: return (value.integer.map(String.init) ?? value.numberLiteral?.string).map { [$0] }
        case .true: return ["true"]
        case .false: return ["false"]
        case .null, .array, .object: return nil
        }
    }

    /// The names of a pointer, joined as those of a key are.
    private func key(_ pointer: String) -> String {
        pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).joined(separator: ".")
    }

    private func origin(_ offset: Int) -> String {
        "\(path):\(document.position(at: offset).line)"
    }
}
