import HTTPTypes

/// The header fields that stand in every answer, and those of CORS.
struct CommonFields: Sendable {
    /// On every answer: what browsers may do with it.
    private let base: HTTPFields
    private let preflightOnly: HTTPFields

    init(_ cors: Application.CORSOrigins) {
        var base: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
            .crossOriginResourcePolicy: "cross-origin",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        ]
        var preflight: HTTPFields = [:]
        if cors == .any {
            base[.accessControlAllowOrigin] = "*"
            preflight = [
                .accessControlAllowMethods: "GET, HEAD, POST, OPTIONS",
                .accessControlAllowHeaders:
                    "Authorization, Content-Type, If-None-Match, If-Modified-Since, X-API-Key, X-Request-Id",
                .accessControlMaxAge: "86400",
            ]
        }
        self.base = base
        preflightOnly = preflight
        var shared = base
        if cors == .any {
            shared[.accessControlExposeHeaders] =
                "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, "
                + "X-Request-Id"
        }
        self.shared = shared
    }

    /// Of all answers but those to OPTIONS.
    let shared: HTTPFields

    /// Of answers to OPTIONS (Fetch standard, CORS protocol).
    func preflight(allow: String) -> HTTPFields {
        var fields = base
        for field in preflightOnly {
            fields.append(field)
        }
        fields[.allow] = allow
        return fields
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name(validated: "Referrer-Policy")
    static let link = HTTPField.Name(validated: "Link")

    /// - Parameter name: a token.
    private init(validated name: String) {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token") }
        self = name
    }
}
