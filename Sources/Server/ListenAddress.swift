/// Where a listener is reached.
package enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// - Parameters:
    ///   - host: An IPv4 or IPv6 address, or a name of this machine. `::` takes IPv4 too.
    ///   - port: 0 lets the system choose.
    case tcp(host: String, port: Int)
    /// A Unix domain socket.
    case unix(path: String)
    /// A socket that listens already, handed over by who started the program (systemd.socket(5)). It outlives this
    /// process: what is queued on it at the end is for the next one.
    case inherited(descriptor: Int32)

    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        case .inherited(let descriptor): "descriptor \(descriptor)"
        }
    }
}
