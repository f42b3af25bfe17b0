import HTTPTypes

/// The header fields that stand in every answer, and those of CORS.
struct CommonFields: Sendable {
    /// Of preflights (Fetch standard, CORS protocol).
    let preflight: HTTPFields
    /// Of all other answers.
    let shared: HTTPFields
    /// The fields of a request that every answer depends on.
    private let varying: [String]
    private let isPrivate: Bool

    init(_ options: Application.Options) {
        let cors = options.corsOrigins
        var shared: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
            .crossOriginResourcePolicy: "cross-origin",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        ]
        var preflight = shared
        var varying: [String] = []
        switch cors {
        case .off: break
        case .any:
            shared[.accessControlAllowOrigin] = "*"
            preflight[.accessControlAllowOrigin] = "*"
        case .list:
            varying = ["Origin"]
        }
        if options.requiresKey { varying += ["Authorization", "X-API-Key"] }
        if cors != .off {
            preflight[.accessControlAllowMethods] = "GET, HEAD, POST, OPTIONS"
            preflight[.accessControlAllowHeaders] =
                "Authorization, Content-Type, If-None-Match, If-Modified-Since, X-API-Key, X-Request-Id"
            preflight[.accessControlMaxAge] = "86400"
            shared[.accessControlExposeHeaders] =
                "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, "
                + "X-Request-Id"
        }
        if !varying.isEmpty {
            preflight[.vary] = varying.joined(separator: ", ")
            shared[.vary] = preflight[.vary]
        }
        self.preflight = preflight
        self.shared = shared
        self.varying = varying
        isPrivate = options.requiresKey
    }

    /// The value of `Vary`.
    ///
    /// - Parameter own: the fields that this answer depends on beside those that all do.
    func vary(_ own: String...) -> String {
        (own + varying).joined(separator: ", ")
    }

    /// The value of `Cache-Control` of an answer that is no representation.
    ///
    /// - Parameter maxAge: seconds.
    func brief(maxAge: Int) -> String {
        isPrivate ? "private, max-age=\(maxAge)" : "max-age=\(maxAge)"
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name(validated: "Referrer-Policy")
    static let link = HTTPField.Name(validated: "Link")
    static let rateLimit = HTTPField.Name(validated: "RateLimit")
    static let rateLimitPolicy = HTTPField.Name(validated: "RateLimit-Policy")
    static let xRequestID = HTTPField.Name(validated: "X-Request-Id")

    /// - Parameter name: a token.
    private init(validated name: String) {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token") }
        self = name
    }
}
