/// Where a health check asks: the parts of an `http` URL.
package struct HealthTarget: Sendable, Equatable {
    package let host: String
    package let port: Int
    /// Path and query.
    package let path: String

    package init(host: String, port: Int, path: String = "/readyz") {
        self.host = host
        self.port = port
        self.path = path
    }

    /// The server of these settings, seen from this machine: an address that means every one is asked at loopback.
    package init(listeningOn host: String, port: Int) {
        switch host {
        // :: takes IPv4 too, and not everything that listens there has ::1: containers are often without.
        case "0.0.0.0", "::": self.init(host: "127.0.0.1", port: port)
        default: self.init(host: host, port: port)
        }
    }

    /// `http://host[:port][/path]`; nil for anything else.
    package init?(url: String) {
        guard url.lowercased().hasPrefix("http://") else { return nil }
        let rest = url.dropFirst("http://".count).prefix { $0 != "#" }
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
        let number = port.isEmpty ? 80 : Int(port.dropFirst())
        guard let number, 1...65535 ~= number else { return nil }
        self.init(
            host: String(host), port: number, path: tail.isEmpty ? "/" : tail.hasPrefix("?") ? "/\(tail)" : String(tail)
        )
    }

    /// The authority for the Host field.
    package var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    package var url: String {
        "http://\(authority)\(path)"
    }
}
