extension SettingsLayer {
    /// Names the settings file; no setting itself.
    package static let fileVariable = "RUNGS_CONFIG"

    /// Reads `RUNGS_*` and `PORT`.
    ///
    /// An empty variable counts as not set, which is what `${RUNGS_PORT:-}` in a compose file means. `NAME_FILE` gives
    /// the value from a file, without the line feed at its end.
    package static func environment(
        _ variables: [String: String], table: [Setting] = Setting.table,
        read: File.Reading
    ) throws(SettingsErrors) -> SettingsLayer {
        var entries: [String: RawSettings.Value] = [:]
        var errors = unknownVariables(variables, table: table)
        for setting in table {
            for name in setting.environment where entries[setting.key] == nil {
                do {
                    guard let text = try text(of: name, in: variables, read: read) else { continue }
                    entries[setting.key] = RawSettings.Value(texts: setting.texts(of: text.value), origin: text.origin)
                } catch {
                    errors.append(error)
                }
            }
        }
        guard errors.isEmpty else { throw SettingsErrors(errors) }
        return SettingsLayer("environment", entries)
    }

    private static func text(
        of name: String, in variables: [String: String], read: File.Reading
    ) throws(SettingsError) -> (value: String, origin: String)? {
        let direct = variables[name].flatMap { $0.isEmpty || isServiceLink(name, $0) ? nil : $0 }
        let fileName = name + "_FILE"
        guard let path = variables[fileName], !path.isEmpty else {
            return direct.map { ($0, name) }
        }
        guard direct == nil else { throw .repeated(name, origin: name, again: fileName) }
        let bytes: [UInt8]
        do {
            bytes = try read(path)
        } catch {
            throw .unreadable(fileName, path: path, reason: error.reason)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(fileName, path: path, reason: "it is not UTF-8")
        }
        return (text.last?.isNewline == true ? String(text.dropLast()) : text, fileName)
    }

    private static func unknownVariables(_ variables: [String: String], table: [Setting]) -> [SettingsError] {
        let names = table.flatMap(\.environment)
        let plain = names + [fileVariable]
        let fromFiles = names.map { $0 + "_FILE" }
        let known = Set(plain + fromFiles)
        return variables.keys.sorted().compactMap { name in
            guard name.hasPrefix("RUNGS_"), !known.contains(name), !isIgnored(name) else { return nil }
            let candidates = name.hasSuffix("_FILE") ? plain + fromFiles : plain
            let near = Setting.nearestVariable(to: name, among: candidates)
            return .unknown(name, origin: "the environment", nearest: near)
        }
    }

    /// What Kubernetes puts into the environment beside a Service called rungs, and what belongs to the tests.
    private static func isIgnored(_ name: String) -> Bool {
        ["RUNGS_TEST_", "RUNGS_SERVICE_", "RUNGS_PORT_"].contains { name.hasPrefix($0) }
    }

    /// Kubernetes sets `RUNGS_PORT=tcp://10.0.0.1:8080` where service links are on.
    private static func isServiceLink(_ name: String, _ value: String) -> Bool {
        name == "RUNGS_PORT" && value.hasPrefix("tcp://")
    }
}
