/// The address that clients know: `https://rungs.example/a`, without a slash at its end.
package struct PublicURL: Sendable, Equatable {
    /// Scheme and authority in lower case, without a default port, and the path.
    package let text: String
    /// `""` or `/a/b`.
    package let path: String

    /// Takes http and https with a host, an optional port and a path of plain segments; no user, query or fragment.
    package init?(_ string: String) {
        guard let scheme = ["http://", "https://"].first(where: { string.lowercased().hasPrefix($0) }) else {
            return nil
        }
        let rest = string.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        var path = String(rest[authority.endIndex...])
        if path.hasSuffix("/") { path.removeLast() }
        guard let authority = Self.normal(authority.lowercased(), scheme: scheme), let path = BasePath.parse(path)
        else {
            return nil
        }
        text = scheme + authority + path
        self.path = path
    }

    /// RFC 3986 section 3.2: a name or address, or an IPv6 address in brackets; a port from 1 to 65535.
    private static func normal(_ authority: String, scheme: String) -> String? {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let address = authority[authority.index(after: authority.startIndex)..<end]
            guard address.contains(":"), address.utf8.allSatisfy({ "0123456789abcdef:.".utf8.contains($0) }) else {
                return nil
            }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
            guard !host.isEmpty,
                host.utf8.allSatisfy({ "0123456789abcdefghijklmnopqrstuvwxyz-._~".utf8.contains($0) })
            else { return nil }
        }
        let tail = authority[host.endIndex...]
        if tail.isEmpty { return authority }
        let digits = tail.dropFirst()
        guard tail.first == ":", digits.utf8.allSatisfy({ "0123456789".utf8.contains($0) }), let port = Int(digits),
            1...65535 ~= port
        else { return nil }
        let isDefault = port == (scheme == "http://" ? 80 : 443)
        return isDefault ? String(host) : "\(host):\(port)"
    }
}

/// A path prefix: `^(/[A-Za-z0-9._~-]+)*$`.
package enum BasePath {
    package static func parse(_ text: String) -> String? {
        if text.isEmpty { return text }
        guard text.hasPrefix("/") else { return nil }
        let segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = segments.allSatisfy { segment in
            // A dot segment would be removed by clients (RFC 3986 section 5.2.4).
            !segment.isEmpty && segment != "." && segment != ".."
                && segment.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: "._~-".utf8.contains(byte)
                    }
                }
        }
        return isPlain ? text : nil
    }
}
