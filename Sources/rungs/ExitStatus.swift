/// How the program ended, for shells and supervisors.
package enum ExitStatus: Int32, Sendable {
    /// Done, stopped in order, or healthy.
    case success = 0
    /// A setting or an argument is wrong; for `validate` and `healthcheck`: the answer is no.
    case failure = 1
    /// Data cannot be read or served.
    case data = 2
    /// The address cannot be listened on.
    case listen = 3
}

/// Why a command ends early: what stands on standard error, one line each, and the status.
package struct Failure: Error, Sendable, Equatable {
    package let status: ExitStatus
    package let messages: [String]

    package init(_ status: ExitStatus, _ messages: String...) {
        self.status = status
        self.messages = messages
    }

    package init(_ errors: SettingsErrors) {
        status = .failure
        messages = errors.errors.map(\.description)
    }
}
