package import HTTPTypes

/// A request whose head and body are whole and valid, as the handler sees it.
///
/// It is made only when the answer cache has no answer.
package struct Request: Sendable {
    /// Method, scheme, authority and fields. `path` is the origin-form target without the base path.
    package var head: HTTPRequest
    /// What links in the answer begin with.
    package var linkBase: LinkBase
    /// The whole body, decoded from its transfer coding, within the limit; empty where there is none.
    package var body: [UInt8]
    /// The client's `X-Request-Id` if it is valid, else one that was made.
    package var id: String

    package init(head: HTTPRequest, linkBase: LinkBase, body: [UInt8] = [], id: String) {
        self.head = head
        self.linkBase = linkBase
        self.body = body
        self.id = id
    }

    /// The path and query as they were sent: visible ASCII, beginning with a slash (or `*` for OPTIONS).
    package var target: String {
        head.path ?? "/"
    }

    /// The path part of the target, still percent-encoded.
    package var path: Substring {
        target.prefix { $0 != "?" }
    }

    /// The query part of the target without its question mark, still percent-encoded; nil where there is none.
    package var query: Substring? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        return target[target.index(after: mark)...]
    }
}
