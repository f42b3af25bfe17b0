import HTTP
package import Server

/// Where a health check asks: the parts of an `http` or `https` URL, or a path on a Unix domain socket.
package struct HealthTarget: Sendable, Equatable {
    package let address: ListenAddress
    /// Path and query.
    package let path: String
    /// Whether the server closes what does not begin with a PROXY header.
    package var needsProxyHeader = false
    package let isSecured: Bool

    package init(host: String, port: Int, path: String = "/readyz", isSecured: Bool = false) {
        address = .tcp(host: host, port: port)
        self.path = path
        self.isSecured = isSecured
    }

    /// The server that listens there, seen from this machine: an address that means every one is asked at loopback.
    package init(listeningOn address: ListenAddress, path: String = "/readyz", isSecured: Bool = false) {
        self.path = path
        self.isSecured = isSecured
        self.address =
            switch address {
            // :: takes IPv4 too, and not everything that listens there has ::1: containers are often without.
            case .tcp("0.0.0.0", let port), .tcp("::", let port): .tcp(host: "127.0.0.1", port: port)
            case .tcp, .unix, .inherited: address
            }
    }

    /// The server of these settings, where it answers for its health.
    package init(_ settings: Settings) {
        let listeners = settings.server.listeners
        let listener = listeners.first { $0.isForOperations } ?? listeners.first
        self.init(
            listeningOn: listener?.address ?? .tcp(host: settings.listen.host, port: settings.listen.port),
            isSecured: listener?.isSecured ?? false)
        needsProxyHeader = settings.server.proxyProtocol == .require && listener?.isForOperations == false
    }

    /// `http://host[:port][/path]`, or the same with `https`; nil for anything else.
    package init?(url: String) {
        let schemes = [("http://", false), ("https://", true)]
        guard let (scheme, isSecured) = schemes.first(where: { url.lowercased().hasPrefix($0.0) }) else { return nil }
        let rest = url.dropFirst(scheme.count).prefix { $0 != "#" }
        guard rest.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest[authority.endIndex...]
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst()
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let port = authority[host.endIndex...].drop { $0 == "]" }
        guard !host.isEmpty, !host.contains("@"), port.isEmpty || port.first == ":" else { return nil }
        let number = port.isEmpty ? (isSecured ? 443 : 80) : Int(port.dropFirst())
        guard let number, 1...65535 ~= number else { return nil }
        self.init(
            host: String(host), port: number,
            path: tail.isEmpty ? "/" : tail.hasPrefix("?") ? "/\(tail)" : String(tail), isSecured: isSecured)
    }

    /// The authority for the Host field.
    package var authority: String {
        if case .tcp = address { address.description } else { "localhost" }
    }

    package var scheme: String { isSecured ? "https" : "http" }

    /// The name of the host; nil where it is an address.
    package var serverName: String? {
        guard case .tcp(let host, _) = address, IPAddress(host) == nil else { return nil }
        return host
    }

    package var url: String {
        if case .tcp = address { "\(scheme)://\(authority)\(path)" } else { "\(address) \(path)" }
    }
}
