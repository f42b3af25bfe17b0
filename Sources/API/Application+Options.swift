package import HTTP

extension Application {
    /// Settings that bodies and headers depend on.
    package struct Options: Sendable {
        package var serverVersion: String
        /// The compiler of the program, for its metrics. Empty is not known, as Prometheus reads an empty label.
        package var swiftVersion = ""
        /// Lists without `limit`.
        package var pageLimit = 50
        package var maximumPageLimit = 500
        /// Seconds; 0 answers `no-cache`.
        package var cacheMaxAge = 300
        /// Whether an unknown query parameter is an error.
        package var isQueryStrict = true
        package var corsOrigins = CORSOrigins.any
        /// Whether there is `/metrics`.
        package var hasMetrics = true
        /// Whether the server asks for a key, so that answers are for one client each.
        package var requiresKey = false
        /// Whether the server limits how many requests a client may make.
        package var limitsRate = false
        /// Whether health and metrics are served by a listener of their own, and not among the rest.
        package var hasOperationsApart = false

        package init(serverVersion: String) {
            self.serverVersion = serverVersion
        }

        /// The paths that are answered to whoever asks, without a key and however often: those that supervisors probe.
        package var openPaths: [String] {
            RouteTable.of(self).routes.filter(\.isOpen).map(\.name.rawValue)
        }
    }

    /// The origins whose pages may read answers.
    package enum CORSOrigins: Sendable, Equatable {
        case off
        case any
        /// These alone. The server names the one that asks, answer by answer.
        case list([Origin])
    }
}
