import HTTP

/// The address that clients know: `https://rungs.example/a`, without a slash at its end.
package struct PublicURL: Sendable, Equatable {
    /// Scheme and authority in lower case, without a default port, and the path.
    package let text: String
    /// `""` or `/a/b`.
    package let path: String

    /// Takes http and https with a host, an optional port and a path of plain segments; no user, query or fragment.
    package init?(_ string: String) {
        guard let scheme = ["http", "https"].first(where: { string.lowercased().hasPrefix($0 + "://") }) else {
            return nil
        }
        let rest = string.dropFirst(scheme.count + 3)
        var path = String(rest.drop { $0 != "/" })
        if path.hasSuffix("/") { path.removeLast() }
        let authority = Array(rest.prefix { $0 != "/" }.utf8)
        guard Authority.isValid(authority.span.bytes, authority.indices), PathPrefix.isValid(path) else { return nil }
        text = "\(scheme)://\(Authority.normalized(authority, scheme: scheme))\(path)"
        self.path = path
    }
}
