import HTTP
package import Logging
package import Server

/// What is open to others than this machine.
package struct Exposure: Sendable, Equatable {
    /// Where they reach it.
    package let addresses: [String]
    package let needsKey: Bool
    package let rate: RateLimit?
    /// Where health and metrics are.
    package let operations: String

    /// nil where nobody else reaches it: on loopback, and on a Unix domain socket.
    ///
    /// - Parameter addresses: where the listeners of the configuration are reached.
    package init?(_ configuration: HTTPServer.Configuration, needsKey: Bool, addresses: [ListenAddress]) {
        let listeners = zip(configuration.listeners, addresses)
        self.addresses = listeners.map { $1 }.filter { !Self.isOfThisMachine($0) }.map(\.description)
        guard !self.addresses.isEmpty else { return nil }
        self.needsKey = needsKey
        rate = configuration.limits.rate
        operations = listeners.first { $0.0.isForOperations }.map(\.1.description) ?? addresses.first?.description ?? ""
    }

    private static func isOfThisMachine(_ address: ListenAddress) -> Bool {
        switch address {
        case .tcp(let host, _): host == "localhost" || IPAddress(host)?.isLoopback == true
        case .unix: true
        case .inherited: false
        }
    }

    package var metadata: Logger.Metadata {
        [
            "address": "\(addresses.joined(separator: ", "))",
            "keys": needsKey ? "on" : "off",
            "rate": rate.map { "\($0.requests)/\($0.seconds)" } ?? "off",
            "operations": "\(operations)",
        ]
    }
}
