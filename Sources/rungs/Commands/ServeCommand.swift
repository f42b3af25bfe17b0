package import ArgumentParser
import Catalog
import Dispatch
import CLinux
import Glibc
import Logging
import Metrics
import Server

/// `rungs serve`.
package struct ServeCommand: ProgramCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Loads the exports, then serves them.",
        discussion: """
            Exits with 0 when it was stopped, 1 where a setting is wrong, 2 where data
            cannot be loaded, 3 where it cannot listen.


            """ + Setting.helpText())

    @OptionGroup
    package var options: ServerOptions

    package init() {}

    package func run(in context: ProgramContext) throws(Failure) -> ExitStatus {
        var settings = try options.raw(in: context).checked(in: context)
        guard !settings.data.paths.isEmpty else {
            throw Failure(
                .failure, "data.paths: not set, and no samples are in \(SampleData.installed): name a folder by --data")
        }
        let inherited = try InheritedSocket.all(in: context.environment, process: getpid())
        for socket in inherited { socket.closeOnExec() }
        if inherited.contains(where: { $0.name == "https" }), settings.tls.certificates.isEmpty {
            throw Failure(
                .failure, "the socket `https` that was handed over needs tls.cert: it would be served unsecured")
        }
        settings.take(inherited)
        let sink = LogSink(descriptor: 2)
        let format = settings.log.lineFormat(isTerminal: context.isErrorTerminal)
        let level = settings.log.level
        let logger = Logger(label: "rungs") { _ in LineLogHandler(format: format, level: level, sink: sink) }
        settings.server.limits.connections = connections(settings.server, logger: logger)

        let access = settings.log.accessLog(workers: settings.server.workers, format: format, sink: sink)
        access?.start()
        let service = Service(
            settings: settings, logger: logger, supervisor: Supervisor(environment: context.environment)
        ) {
            [
                .counter(
                    "rungs_access_log_dropped_total", "Lines of the access log that nobody took in time.",
                    .integer(access?.droppedCount ?? 0))
            ]
        }
        // Handled from the beginning: the first process of a container is not ended by a signal that it ignores.
        let signals = Signals { service.receive($0) }
        try service.run(accessLog: { store in access.map { $0.accessLog(of: store, settings.log.access) } }) {
            addresses, snapshot in
            let banner = Banner(
                address: addresses[0], isSecured: settings.server.listeners[0].isSecured,
                basePath: settings.server.basePath, snapshot: snapshot)
            logger.info("serving", metadata: metadata(banner, addresses, settings.server))
            let exposure = Exposure(
                settings.server, needsKey: settings.keysFile != nil, addresses: addresses)
            if let exposure { logger.notice("open to other machines", metadata: exposure.metadata) }
            if context.isOutputTerminal {
                context.output(banner.text)
            }
        }
        withExtendedLifetime(signals) {}
        access?.stop()
        return .success
    }

    private func metadata(
        _ banner: Banner, _ addresses: [ListenAddress], _ server: HTTPServer.Configuration
    ) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "url": "\(banner.baseURL)", "workers": .stringConvertible(server.workers),
        ]
        if case .unix(let path) = addresses.first { metadata["socket"] = "\(path)" }
        for (listener, address) in zip(server.listeners, addresses).dropFirst() where listener.isSecured {
            metadata["tls"] = "https://\(HealthTarget(listeningOn: address).authority)"
        }
        for (listener, address) in zip(server.listeners, addresses) where listener.isForOperations {
            metadata["admin"] = "http://\(HealthTarget(listeningOn: address).authority)"
        }
        return metadata
    }

    /// The bound on connections, lowered to what the descriptors of this process allow.
    private func connections(_ server: HTTPServer.Configuration, logger: Logger) -> Int {
        let wanted = server.limits.connections
        let descriptors = DescriptorLimit.raise()
        let possible = DescriptorLimit.connections(descriptors: descriptors, workers: server.workers)
        guard possible < wanted else { return wanted }
        logger.notice(
            "fewer connections than limit.connections: the descriptor limit is lower",
            metadata: ["connections": .stringConvertible(possible), "descriptors": .stringConvertible(descriptors)])
        return possible
    }
}
