package import Catalog
package import HTTP

/// The API as a handler: the route table over a store.
package struct Application: Handler {
    package init(store: Store, lifecycle: Lifecycle, options: Options) {
        preconditionFailure("to be written")
    }

    package func answer(_ request: Request) -> Reply {
        preconditionFailure("to be written")
    }

    package func refuse(_ refusal: Refusal) -> Response {
        preconditionFailure("to be written")
    }

    /// Settings that bodies and headers depend on.
    package struct Options: Sendable {
        package var serverVersion: String
        /// Lists without `limit`.
        package var pageLimit = 50
        package var maximumPageLimit = 500
        /// Seconds; 0 answers `no-cache`.
        package var cacheMaxAge = 300
        /// Whether an unknown query parameter is an error.
        package var isQueryStrict = true
        package var corsOrigins = CORSOrigins.any

        package init(serverVersion: String) {
            self.serverVersion = serverVersion
        }
    }

    package enum CORSOrigins: Sendable, Equatable {
        case off
        case any
    }
}

/// What the process is doing, for `/readyz`. Shared by the program, which changes it, and the API, which tells it.
package final class Lifecycle: Sendable {
    package init() {}

    package var isDraining: Bool { preconditionFailure("to be written") }

    package func beginDraining() { preconditionFailure("to be written") }
}
