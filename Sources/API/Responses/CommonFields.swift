import HTTPTypes

/// The header fields that stand in every answer, and those of CORS.
struct CommonFields: Sendable {
    /// Of preflights (Fetch standard, CORS protocol).
    let preflight: HTTPFields
    /// Of all other answers.
    let shared: HTTPFields

    init(_ cors: Application.CORSOrigins) {
        var shared: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
            .crossOriginResourcePolicy: "cross-origin",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        ]
        var preflight = shared
        if cors == .any {
            shared[.accessControlAllowOrigin] = "*"
            preflight[.accessControlAllowOrigin] = "*"
            preflight[.accessControlAllowMethods] = "GET, HEAD, POST, OPTIONS"
            preflight[.accessControlAllowHeaders] =
                "Authorization, Content-Type, If-None-Match, If-Modified-Since, X-API-Key, X-Request-Id"
            preflight[.accessControlMaxAge] = "86400"
            shared[.accessControlExposeHeaders] =
                "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, "
                + "X-Request-Id"
        }
        self.preflight = preflight
        self.shared = shared
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name(validated: "Referrer-Policy")
    static let link = HTTPField.Name(validated: "Link")
    static let xRequestID = HTTPField.Name(validated: "X-Request-Id")

    /// - Parameter name: a token.
    private init(validated name: String) {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token") }
        self = name
    }
}
