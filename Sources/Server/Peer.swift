package import HTTP

/// Who is at the other end of a connection: as the system says, or the header of a trusted proxy.
package enum Peer: Sendable, Equatable {
    case address(IPAddress)
    /// Who connects to a Unix domain socket has no name.
    case unixSocket
    /// Nobody asked.
    case unknown

    var address: IPAddress? {
        if case .address(let address) = self { address } else { nil }
    }

    /// Whether it is a proxy whose word counts.
    func isTrusted(by trust: ProxyTrust) -> Bool {
        switch self {
        case .address(let address): trust.includes(address)
        case .unixSocket: trust.includesUnixSocket
        case .unknown: false
        }
    }
}
