/// What absolute links begin with, `scheme://authority/prefix`, or only the prefix where no authority is known.
///
/// The authority is in lower case without a default port, and every character of it was checked against the
/// grammar of RFC 3986 section 3.2.2: it may be written into bodies and header fields as it is.
package struct LinkBase: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The link to `path`, which begins with a slash and is percent-encoded already.
    package func link(_ path: String) -> String {
        text + path
    }
}
