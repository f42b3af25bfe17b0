import HTTPTypes

extension HTTPRequest.Method {
    /// Whether the IANA registry of HTTP methods has it (`*` is there, so that nobody takes it), or it is QUERY, which
    /// is on its way there: such a method is not
    /// allowed on a resource (405), any other is not implemented (501), see RFC 9110 section 9.1.
    var isRegistered: Bool {
        Self.registered.contains(rawValue)
    }

    private static let registered: Set<String> = [
        "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LABEL",
        "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE",
        "OPTIONS", "ORDERPATCH", "PATCH", "POST", "PRI", "PROPFIND", "PROPPATCH", "PUT", "QUERY", "REBIND", "REPORT",
        "SEARCH", "TRACE", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF",
        "VERSION-CONTROL", "*",
    ]
}
