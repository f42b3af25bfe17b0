/// How long an answer may be used without asking again.
enum CachePolicy: Sendable {
    /// What is newest now: the data may be reloaded any time, and what is a little old does no harm.
    case newest
    /// A version that is named: it stays as it is, but for what links to others.
    case pinned
    case noStore

    /// The value of `Cache-Control` (RFC 9111 section 5.2, RFC 5861).
    ///
    /// - Parameters:
    ///   - maxAge: seconds, of what is newest; 0 has every use asked for.
    ///   - isPrivate: whether it is for one client, so that no cache may give it to another one.
    func field(maxAge: Int, isPrivate: Bool) -> String {
        let scope = isPrivate ? "private" : "public"
        return switch self {
        case .newest where maxAge > 0:
            "\(scope), max-age=\(maxAge), stale-while-revalidate=86400, stale-if-error=604800"
        case .pinned where maxAge > 0:
            "\(scope), max-age=\(max(maxAge, 86_400)), stale-while-revalidate=604800"
        case .newest, .pinned:
            isPrivate ? "private, no-cache" : "no-cache"
        case .noStore:
            "no-store"
        }
    }
}
