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
        guard Authority.isValid(authority.span.bytes, authority.indices), let path = BasePath.parse(path) else {
            return nil
        }
        text = "\(scheme)://\(Authority.normalized(authority, scheme: scheme))\(path)"
        self.path = path
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
