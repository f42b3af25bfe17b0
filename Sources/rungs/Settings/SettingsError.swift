/// What is wrong with the settings, with where it was written and what is allowed.
package struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
        self.description = description
    }

    package static func notAllowed(_ setting: Setting, _ value: RawSettings.Value) -> Self {
        let separator = if case .list(let separator) = setting.shape { String(separator) } else { " " }
        let written = setting.isSecret ? Setting.mask : "`\(value.texts.joined(separator: separator))`"
        let fault = setting.fault(value.texts).map { "; \($0)" } ?? ""
        return Self("\(setting.key): \(written) (\(value.origin)) is not \(setting.allowed)\(fault)")
    }

    package static func unknown(_ name: String, origin: String, nearest: String?) -> Self {
        let suggestion = nearest.map { "; did you mean \($0)?" } ?? ""
        return Self("unknown setting \(name) (\(origin))\(suggestion)")
    }

    package static func repeated(_ name: String, origin: String, again: String) -> Self {
        Self("\(name): set twice (\(origin) and \(again))")
    }

    package static func unreadable(_ name: String, path: String, reason: String) -> Self {
        Self("\(name): cannot read \(path): \(reason)")
    }

    package static func malformed(origin: String, reason: String) -> Self {
        Self("\(origin): \(reason)")
    }

    package static func inconsistent(_ key: String, _ value: RawSettings.Value?, _ reason: String) -> Self {
        Self("\(key): \(reason)" + (value.map { " (\($0.origin))" } ?? ""))
    }

    package static func missing(_ key: String, _ reason: String) -> Self {
        Self("\(key): \(reason)")
    }
}

/// One or more errors: all that were found are told at once.
package struct SettingsErrors: Error, Sendable, Equatable {
    package let errors: [SettingsError]

    package init(_ errors: [SettingsError]) {
        self.errors = errors
    }
}
