import API
package import Catalog
import Dispatch
import HTTP
package import Logging
package import Metrics
package import Server
import Threads

/// The running program behind `rungs serve`: what is served, by which server, and what the signals do to it.
///
/// Data is loaded first and the address bound second, so that nobody ever reaches a server that has nothing to say.
package final class Service: Sendable {
    private let settings: Settings
    private let source: DataSource
    private let logger: Logger
    private let supervisor: Supervisor
    private let moreMetrics: @Sendable () -> [MetricFamily]
    private let lifecycle = Lifecycle()
    private let state = Lock(State())
    /// Loads are long: they run beside the signals, one at a time.
    private let reloads = DispatchQueue(label: "rungs.reload", qos: .utility)
    private let retirement: Retirement

    private struct State {
        var lifetime = Lifetime()
        var serving: Serving?
        /// Certificates and keys are read again when somebody says so: they need not change all at once.
        var wantsSecrets = false
    }

    /// There from the moment the address is bound.
    private struct Serving: Sendable {
        let store: Store
        let server: HTTPServer
        /// nil where the data is not watched.
        let watch: DataWatch?
    }

    /// - Parameter moreMetrics: of what is measured elsewhere in the program.
    package init(
        settings: Settings, logger: Logger, supervisor: Supervisor,
        moreMetrics: @escaping @Sendable () -> [MetricFamily] = { [] }
    ) {
        self.settings = settings
        self.logger = logger
        self.supervisor = supervisor
        self.moreMetrics = moreMetrics
        retirement = Retirement(on: reloads)
        source = DataSource(
            settings.data, parallelism: settings.server.workers, folders: Self.folders(logger: logger))
    }

    /// nil where the system has none to give.
    private static func folders(logger: Logger) -> FolderWatch? {
        do {
            return try FolderWatch()
        } catch {
            logger.warning("the data is not watched", metadata: ["reason": "\(error.reason)"])
            return nil
        }
    }

    /// Loads, binds, serves, and returns when the server has stopped.
    ///
    /// - Parameters:
    ///   - makeAccessLog: given the store, because every line names the data that it was answered from.
    ///   - whenReady: told where the listeners are reached and what is served, once requests are answered.
    package func run(
        accessLog makeAccessLog: (Store) -> HTTPServer.AccessLog?, whenReady: ([ListenAddress], Snapshot) -> Void
    ) throws(Failure) {
        // Apart, so that nothing here holds the first data set until the end.
        let server = try start(accessLog: makeAccessLog, whenReady: whenReady)
        server.waitUntilStopped()
        logger.info("stopped")
    }

    private func start(
        accessLog makeAccessLog: (Store) -> HTTPServer.AccessLog?, whenReady: ([ListenAddress], Snapshot) -> Void
    ) throws(Failure) -> HTTPServer {
        // Dispatch opens a descriptor for its first timer: better now than when connections have taken all.
        reloads.asyncAfter(deadline: .now() + .milliseconds(1)) {}
        let tls = try firstCertificates()
        let keys = try firstKeys()
        // Changes during the first load are seen too.
        let watch = settings.data.isWatched ? source.folders.map { DataWatch($0) { self.wantReload() } } : nil
        let loaded = try firstLoad { watch?.forget() }
        let store = Store(loaded.snapshot)
        var options = settings.api
        options.serverVersion = Version.current
        options.swiftVersion = Version.swift
        let measured = options.hasMetrics ? ServerMetrics() : nil
        let metrics = { @Sendable [moreMetrics] in
            (measured?.families ?? []) + moreMetrics() + ProcessMetrics.families
        }
        let application = Application(store: store, lifecycle: lifecycle, options: options, metrics: metrics)
        // Whoever reaches the listener for operations needs no key there, and may ask as often as they like.
        options.requiresKey = false
        options.limitsRate = false
        let operations = Application(
            store: store, lifecycle: lifecycle, options: options, isForOperations: true, metrics: metrics)
        var configuration = settings.server
        configuration.keys = keys
        configuration.accessLog = makeAccessLog(store)
        configuration.metrics = measured

        let server: HTTPServer
        do {
            server = try HTTPServer(
                configuration: configuration, handler: application, operations: operations, tls: tls,
                generation: loaded.snapshot.generation)
        } catch {
            throw Failure(.listen, "\(error)")
        }
        do {
            try server.run()
        } catch {
            throw Failure(.listen, "cannot start the workers: \(error)")
        }
        let action = state.withLock { state in
            state.serving = Serving(store: store, server: server, watch: watch)
            return state.lifetime.loaded()
        }
        whenReady(server.addresses, loaded.snapshot)
        tellReady(loaded.snapshot)
        perform(action)
        return server
    }

    /// Does what a signal asks for. Called on the queue of the signals.
    package func receive(_ signal: Signals.Signal) {
        let action = state.withLock { state in
            switch signal {
            case .terminate, .interrupt:
                return state.lifetime.terminate()
            case .hangUp:
                state.wantsSecrets = true
                return state.lifetime.wantReload()
            }
        }
        perform(action)
    }

    private func wantReload() {
        perform(state.withLock { $0.lifetime.wantReload() })
    }

    private func perform(_ action: Lifetime.Action) {
        switch action {
        case .nothing: break
        case .reload: reloads.async { self.reload() }
        case .drain: drain()
        case .end:
            // Without a word: whoever reads the log may be what it is ended for.
            Process.end(.success)
        }
    }

    private func drain() {
        guard let serving = state.withLock({ $0.serving }) else { return }
        lifecycle.beginDraining()
        serving.server.drain()
        supervisor.tell(.stopping)
        logger.info("draining", metadata: ["seconds": .stringConvertible(settings.server.timeouts.drain)])
    }

    private func firstLoad(begin: () -> Void) throws(Failure) -> DataSource.Loaded {
        do {
            let loaded = try source.load(replacing: nil, begin: begin)
            LoadReport(loaded).write(to: logger)
            reportShortfall()
            return loaded
        } catch {
            throw Failure(.data, error.message)
        }
    }

    private var certificates: Certificates? {
        settings.tls.configuration.map { Certificates(configuration: $0, logger: logger) }
    }

    private func firstCertificates() throws(Failure) -> TLSContext? {
        do throws(TLSError) {
            return try certificates?.load()
        } catch {
            throw Failure(.failure, "cannot secure connections: \(error)")
        }
    }

    /// Replaces the certificates, or keeps them and says why.
    private func reloadCertificates(of server: HTTPServer) {
        guard let certificates else { return }
        do throws(TLSError) {
            server.publish(tls: try certificates.load())
        } catch {
            logger.error("certificates refused, keeping what was loaded", metadata: ["reason": "\(error)"])
        }
    }

    /// Replaces what is served, or keeps it and says why.
    private func reload() {
        guard let serving = state.withLock({ $0.serving }) else { return }
        supervisor.tell(.reloading)
        let wantsSecrets = state.withLock { state in
            defer { state.wantsSecrets = false }
            return state.wantsSecrets
        }
        if wantsSecrets {
            reloadCertificates(of: serving.server)
            reloadKeys(of: serving.server)
        }
        var start = ContinuousClock.now
        do {
            let loaded = try source.load(replacing: serving.store.snapshot) {
                start = .now
                serving.watch?.forget()
            }
            retirement.add(serving.store.publish(loaded.snapshot))
            serving.server.publish(generation: loaded.snapshot.generation)
            LoadReport(loaded).write(to: logger)
        } catch {
            serving.store.refuse(error.message(within: settings.data), at: WallTime.now().seconds)
            logger.error("reload refused, serving what was served", metadata: ["reason": "\(error.message)"])
        }
        serving.watch?.loaded(in: ContinuousClock.now - start)
        reportShortfall()
        tellReady(serving.store.snapshot)
        perform(state.withLock { $0.lifetime.loaded() })
    }

    // MARK: - Keys

    /// nil where nobody needs one.
    private func firstKeys() throws(Failure) -> AccessKeys? {
        guard let path = settings.keysFile else { return nil }
        do throws(KeyFileError) {
            return try KeyFile.load(path)
        } catch {
            throw Failure(.failure, "auth.keysFile: \(error)")
        }
    }

    /// Replaces the keys that let clients in, or keeps them and says why. Not where the data alone has changed: the
    /// file may be half written.
    private func reloadKeys(of server: HTTPServer) {
        guard let path = settings.keysFile else { return }
        do throws(KeyFileError) {
            let keys = try KeyFile.load(path)
            server.replaceKeys(keys)
            logger.info("keys loaded", metadata: ["keys": .stringConvertible(keys.keys.count)])
        } catch {
            logger.error("keys refused, accepting those of before", metadata: ["reason": "\(error)"])
        }
    }

    private func tellReady(_ snapshot: Snapshot) {
        guard !lifecycle.isDraining else { return }
        supervisor.tell(
            .ready(status: "\(counted(snapshot.frameworkCount, "framework")), revision \(snapshot.revision)"))
    }

    private func reportShortfall() {
        guard settings.data.isWatched, let reason = source.folders?.shortfall else { return }
        logger.warning("some folders are not watched", metadata: ["reason": "\(reason)"])
    }
}
