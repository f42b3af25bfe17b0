/// Peers whose word counts.
package enum TrustedPeer: Sendable, Hashable {
    case addresses(AddressRange)
    /// Whoever connects to a Unix domain socket: for the permissions of its folder to say.
    case unixSocket

    /// An address, a range of addresses, or `unix`.
    package init?(_ text: String) {
        if text == "unix" {
            self = .unixSocket
        } else {
            guard let range = AddressRange(text) else { return nil }
            self = .addresses(range)
        }
    }
}
