/// A value that was given on the command line.
package struct FlagValue: Sendable, Equatable {
    /// As it was typed: `--port`, `--set`.
    package let flag: String
    package let key: String
    package let texts: [String]

    package init(flag: String, key: String, texts: [String]) {
        self.flag = flag
        self.key = key
        self.texts = texts
    }

    /// `KEY=VALUE` of `--set`, split at the first equals sign.
    package init?(assignment: String) {
        guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else { return nil }
        flag = "--set"
        key = String(assignment[..<equals])
        texts = [String(assignment[assignment.index(after: equals)...])]
    }
}

extension SettingsLayer {
    package static func flags(
        _ flags: [FlagValue], table: [Setting] = Setting.table
    ) throws(SettingsErrors) -> SettingsLayer {
        var entries: [String: RawSettings.Value] = [:]
        var errors: [SettingsError] = []
        for value in flags {
            let origin = value.flag == "--set" ? "--set \(value.key)" : value.flag
            guard let setting = table.first(where: { $0.key == value.key }) else {
                errors.append(
                    .unknown(value.key, origin: "--set", nearest: Setting.nearestKey(to: value.key, in: table)))
                continue
            }
            if let earlier = entries[value.key] {
                errors.append(.repeated(value.key, origin: earlier.origin, again: origin))
                continue
            }
            let texts = value.flag == "--set" ? setting.texts(of: value.texts[0]) : value.texts
            entries[value.key] = RawSettings.Value(texts: texts, origin: origin)
        }
        guard errors.isEmpty else { throw SettingsErrors(errors) }
        return SettingsLayer("flags", entries)
    }
}

extension Setting {
    /// The elements of a list that was written as one text; the text itself where the setting is no list.
    package func texts(of text: String) -> [String] {
        guard case .list(let separator) = shape else { return [text] }
        return text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
