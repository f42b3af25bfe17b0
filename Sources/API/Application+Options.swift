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
        /// Whether health and metrics are served by a listener of their own, and not among the rest.
        package var hasOperationsApart = false

        package init(serverVersion: String) {
            self.serverVersion = serverVersion
        }
    }

    package enum CORSOrigins: Sendable, Equatable {
        case off
        case any
    }
}
