import HTTP

/// The path of a request target, decoded segment by segment, so that an escaped slash stays within its segment. Dot
/// segments are names like any other: nothing is resolved, so nothing can be escaped from.
struct Path: Sendable, Equatable {
    /// Empty for `/`.
    let segments: [String]
    /// The path ends in a slash and is not `/`: the segments are those before it.
    let hasTrailingSlash: Bool

    enum Reading: Sendable, Equatable {
        case path(Path)
        /// A broken escape, a NUL, or bytes that are not UTF-8.
        case malformed
        /// Not a path that any resource can have: it does not begin with a slash, or has an empty segment.
        case impossible
    }

    static func read(_ text: Substring) -> Reading {
        guard text.first == "/" else { return .impossible }
        var pieces = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let endsInSlash = pieces.last?.isEmpty == true
        if endsInSlash {
            pieces.removeLast()
        }
        var segments: [String] = []
        for piece in pieces {
            guard let segment = PercentEncoding.decode(piece) else { return .malformed }
            segments.append(segment)
        }
        guard segments.allSatisfy({ !$0.isEmpty }) else { return .impossible }
        return .path(Path(segments: segments, hasTrailingSlash: endsInSlash && !segments.isEmpty))
    }
}
