/// One setting: everything about it but its value.
///
/// Reading, `config --show`, Config/rungs.json, the help and the message for an unknown name are all derived from the
/// table of these, which is the only place where a setting is described.
package struct Setting: Sendable {
    /// The path of names in the settings file, joined by dots; also what `--set` takes.
    package let key: String
    /// The environment variables that set it; where several are set, the first one counts.
    package let environment: [String]
    /// What it may be, as a phrase: `a whole number from 0 to 65535`.
    package let allowed: String
    package let shape: Shape
    /// Written as a person would write it; nil where it is not set unless somebody sets it.
    package let fallback: [String]?
    package let help: String
    /// Whether its value is kept out of `config --show` and messages.
    package let isSecret: Bool
    /// Which of the texts is not allowed, where that is not plain to see.
    package let fault: @Sendable ([String]) -> String?
    /// Checks the texts and keeps what they mean. False where they are not allowed.
    package let store: @Sendable ([String], inout Settings) -> Bool

    package init<Value>(
        _ key: String, _ environment: String..., form: Form<Value>, default fallback: String?, isSecret: Bool = false,
        into path: any WritableKeyPath<Settings, Value> & Sendable, help: String
    ) {
        self.key = key
        self.environment = environment
        shape = form.shape
        if case .list(let separator) = form.shape {
            self.fallback = fallback.map { $0.split(separator: separator).map(String.init) }
        } else {
            self.fallback = fallback.map { [$0] }
        }
        self.help = help
        self.isSecret = isSecret
        allowed = form.allowed
        fault = form.fault
        store = { texts, settings in
            guard let value = form.parse(texts) else { return false }
            settings[keyPath: path] = value
            return true
        }
    }

    /// What the value is in a JSON file.
    package enum Shape: Sendable, Equatable {
        case number, string, boolean
        /// An array of strings in a file, one text with this separator elsewhere.
        case list(separator: Character)
    }
}
