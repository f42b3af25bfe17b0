package import Configuration

/// One place where settings can be written: the flags, the environment, the file or the defaults.
///
/// Every value is a list of texts, of one element where the setting is no list; what the texts mean is decided later
/// and once. The encoded key of a look-up is the origin that messages and `config --show` name.
package struct SettingsLayer: ConfigProvider, ConfigSnapshot {
    package let providerName: String
    private let entries: [String: RawSettings.Value]

    package init(_ name: String, _ entries: [String: RawSettings.Value]) {
        providerName = name
        self.entries = entries
    }

    package func value(forKey key: AbsoluteConfigKey, type: ConfigType) -> LookupResult {
        let name = key.components.joined(separator: ".")
        guard let entry = entries[name] else { return LookupResult(encodedKey: name, value: nil) }
        // The reader marks what is secret by the table.
        return LookupResult(
            encodedKey: entry.origin, value: ConfigValue(.stringArray(entry.texts), isSecret: false))
    }

    package func fetchValue(forKey key: AbsoluteConfigKey, type: ConfigType) async -> LookupResult {
        value(forKey: key, type: type)
    }

    nonisolated(nonsending) package func watchValue<Return: ~Copyable>(
        forKey key: AbsoluteConfigKey, type: ConfigType,
        updatesHandler:
            nonisolated(nonsending) (
                _ updates: ConfigUpdatesAsyncSequence<Result<LookupResult, any Error>, Never>
            ) async throws -> Return
    ) async throws -> Return {
        try await watchValueFromValue(forKey: key, type: type, updatesHandler: updatesHandler)
    }

    package func snapshot() -> any ConfigSnapshot {
        self
    }

    nonisolated(nonsending) package func watchSnapshot<Return: ~Copyable>(
        updatesHandler:
            nonisolated(nonsending) (
                _ updates: ConfigUpdatesAsyncSequence<any ConfigSnapshot, Never>
            ) async throws -> Return
    ) async throws -> Return {
        try await watchSnapshotFromSnapshot(updatesHandler: updatesHandler)
    }
}

extension SettingsLayer {
    /// What holds where nobody says otherwise. - Parameter samples: the folder served where no data is named.
    package static func defaults(samples: String?, table: [Setting] = Setting.table) -> SettingsLayer {
        var entries: [String: RawSettings.Value] = [:]
        for setting in table {
            let isSamples = setting.key == "data.paths"
            guard let texts = isSamples ? samples.map({ [$0] }) : setting.fallback else { continue }
            entries[setting.key] = RawSettings.Value(texts: texts, origin: "default")
        }
        return SettingsLayer("defaults", entries)
    }
}
