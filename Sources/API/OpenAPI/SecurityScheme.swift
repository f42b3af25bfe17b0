import JSON

/// The ways in which a key can be sent (OpenAPI 3.1 section 4.8.27), of which one is enough.
enum SecurityScheme: String, CaseIterable {
    case bearer
    case apiKey

    func writeMembers(to writer: inout Writer) {
        switch self {
        case .bearer:
            writer.member("type", "http")
            writer.member("scheme", "bearer")
            writer.member("description", "`Authorization: Bearer KEY` (RFC 6750).")
        case .apiKey:
            writer.member("type", "apiKey")
            writer.member("in", "header")
            writer.member("name", "X-API-Key")
            writer.member("description", "The same key, for clients that have another use for `Authorization`.")
        }
    }
}

extension Writer {
    mutating func emptyList(_ name: String) {
        self.name(Text(name))
        array { _ in }
    }
}
