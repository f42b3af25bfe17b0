extension Setting {
    /// What stands for the value of a secret.
    package static let mask = "********"

    /// The effective settings, one a line, each with where it came from.
    package static func listing(_ raw: RawSettings) -> String {
        let rows = raw.table.map { setting in
            let value = raw[setting.key]
            let shown = value.map { setting.isSecret ? mask : setting.joined($0.texts) } ?? "-"
            return (setting.key, shown.isEmpty ? "\"\"" : shown, value?.origin ?? "not set")
        }
        let keyWidth = rows.map(\.0.count).max() ?? 0
        let valueWidth = min(rows.map(\.1.count).max() ?? 0, 40)
        return rows.map { key, value, origin in
            "\(padded(key, keyWidth))  \(padded(value, valueWidth))  \(origin)\n"
        }.joined()
    }

    /// For `--help`: key, variable, default and meaning.
    package static func helpText(_ table: [Setting] = table) -> String {
        let lines = table.map { setting in
            let fallback = setting.fallback.map { "default \(setting.joined($0))" } ?? "not set by default"
            return """
                  \(setting.key) (\(setting.environment.joined(separator: ", ")); \(fallback))
                      \(setting.help): \(setting.allowed)
                """
        }
        return (["SETTINGS, by flag, environment, file or --set KEY=VALUE:"] + lines).joined(separator: "\n")
    }

    package static func help(_ key: String) -> String {
        table.first { $0.key == key }?.help ?? ""
    }

    private func joined(_ texts: [String]) -> String {
        guard case .list(let separator) = shape else { return texts.joined() }
        return texts.joined(separator: String(separator))
    }
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
