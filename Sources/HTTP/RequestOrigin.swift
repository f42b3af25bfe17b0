/// Where the client sent a request: what links in its answer begin with, as ranges of the head's bytes.
///
/// Each range is empty or was checked against its grammar.
package struct RequestOrigin: Sendable, BitwiseCopyable {
    package var scheme: Scheme
    /// Empty where none is known (HTTP/1.0).
    package var authority: ByteRange
    /// What a proxy says it has before every path. It may stand before this request's target, or not.
    package var prefix = ByteRange()

    package init(scheme: Scheme, authority: ByteRange = ByteRange()) {
        self.scheme = scheme
        self.authority = authority
    }

    package var isHTTPS: Bool {
        switch scheme {
        case .http: false
        case .https: true
        }
    }

    /// What a request without a trusted proxy says: its own authority, and the scheme of its connection.
    package init(of head: RequestHead, on scheme: Scheme) {
        self.init(scheme: scheme, authority: head.authority)
    }
}

package enum Scheme: String, Sendable, BitwiseCopyable {
    case http
    case https

    /// In any letter case (RFC 3986 section 3.1).
    init?(_ bytes: RawSpan, _ range: Range<Int>) {
        if bytes.equals("https", in: range) {
            self = .https
        } else if bytes.equals("http", in: range) {
            self = .http
        } else {
            return nil
        }
    }
}
