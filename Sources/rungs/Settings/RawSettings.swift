import Configuration
import Threads

/// The settings as they were written, with where: not checked yet.
package struct RawSettings: Sendable {
    package let table: [Setting]
    private let values: [String: Value]

    package struct Value: Sendable, Equatable {
        /// One, but for lists.
        package let texts: [String]
        /// The flag, the variable, the file and line, or `default`.
        package let origin: String

        package init(texts: [String], origin: String) {
            self.texts = texts
            self.origin = origin
        }
    }

    /// - Parameter layers: the first one that has a setting decides.
    package init(_ layers: [SettingsLayer], table: [Setting] = Setting.table) {
        let origins = OriginReporter()
        let reader = ConfigReader(providers: layers, accessReporter: origins)
        var values: [String: Value] = [:]
        for setting in table {
            guard let texts = reader.stringArray(forKey: ConfigKey(setting.key), isSecret: setting.isSecret),
                let origin = origins.origin(of: setting.key)
            else { continue }
            values[setting.key] = Value(texts: texts, origin: origin)
        }
        self.table = table
        self.values = values
    }

    package subscript(key: String) -> Value? {
        values[key]
    }
}

/// Learns from the reader which provider had the value, and where in it.
private final class OriginReporter: AccessReporter {
    private let origins = Lock<[String: String]>([:])

    func report(_ event: AccessEvent) {
        for result in event.providerResults {
            guard case .success(let found) = result.result, found.value != nil else { continue }
            origins.withLock { $0[event.metadata.key.components.joined(separator: ".")] = found.encodedKey }
            return
        }
    }

    func origin(of key: String) -> String? {
        origins.withLock { $0[key] }
    }
}
