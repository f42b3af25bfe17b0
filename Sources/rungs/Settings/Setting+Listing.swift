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

    /// For `--help`: key, variable, default, meaning and what is allowed, in lines that an 80 column terminal has.
    package static func helpText(_ table: [Setting] = table) -> String {
        let lines = table.flatMap { setting in
            let fallback = setting.fallback.map { "default \(setting.joined($0))" } ?? "not set by default"
            let head = "\(setting.key) (\(setting.environment.joined(separator: ", ")); \(fallback))"
            return wrapped(head, indentation: "  ", hanging: "      ", width: 79)
                + wrapped("\(setting.help): \(setting.allowed)", indentation: "      ", width: 79)
        }
        return (["SETTINGS, by flag, environment, file or --set KEY=VALUE:"] + lines).joined(separator: "\n")
    }

    /// - Parameter hanging: the indentation of all lines but the first, where it is another.
    private static func wrapped(
        _ text: String, indentation: String, hanging: String? = nil, width: Int
    ) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append((lines.isEmpty ? indentation : hanging ?? indentation) + word)
            }
        }
        return lines
    }

    /// The meaning as a sentence.
    package static func help(_ key: String) -> String {
        guard let help = table.first(where: { $0.key == key })?.help else { return "" }
        return help.prefix(1).uppercased() + help.dropFirst() + "."
    }

    private func joined(_ texts: [String]) -> String {
        guard case .list(let separator) = shape else { return texts.joined() }
        return texts.joined(separator: String(separator))
    }
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
