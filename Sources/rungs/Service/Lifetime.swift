/// The life of `serve` as a state machine without I/O: what a signal means depends on when it comes.
package struct Lifetime: Sendable {
    private var phase = Phase.loading
    /// A reload was asked for while data was being loaded: that load may have read the old files.
    private var isReloadWanted = false

    private enum Phase {
        case loading, serving, reloading, draining
    }

    package enum Action: Sendable, Equatable {
        case nothing, reload, drain, end
    }

    package init() {}

    /// SIGTERM or SIGINT. Before the server listens there is nothing to drain; the second one is an order to end.
    package mutating func terminate() -> Action {
        switch phase {
        case .loading, .draining: return .end
        case .serving, .reloading:
            phase = .draining
            return .drain
        }
    }

    /// SIGHUP, or the files have changed. Many of them during one load ask for one more load.
    package mutating func wantReload() -> Action {
        switch phase {
        case .serving:
            phase = .reloading
            return .reload
        case .loading, .reloading:
            isReloadWanted = true
            return .nothing
        case .draining: return .nothing
        }
    }

    /// The first load or a reload has ended, well or badly, and the server runs.
    package mutating func loaded() -> Action {
        guard phase != .draining else { return .nothing }
        phase = .serving
        guard isReloadWanted else { return .nothing }
        isReloadWanted = false
        return wantReload()
    }
}
