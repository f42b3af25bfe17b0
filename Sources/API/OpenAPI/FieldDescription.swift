import HTTP
import HTTPTypes

/// What people are told of a header field of answers. Those of the message itself (RFC 9110 section 6.4, RFC 9112) are
/// left to HTTP, as OpenAPI has it for `Content-Type`.
struct FieldDescription: Sendable {
    let name: HTTPField.Name
    let text: String

    init(_ name: HTTPField.Name, _ text: String) {
        self.name = name
        self.text = text
    }
}

extension FieldDescription {
    static let cacheControl = FieldDescription(.cacheControl, "How long the answer may be kept (RFC 9111).")
    static let vary = FieldDescription(.vary, "What of the request the answer depends on.")
    static let acceptRanges = FieldDescription(.acceptRanges, "`none`: `Range` is ignored.")
    static let entityTag = FieldDescription(
        .eTag,
        """
        Names these bytes: sent back in `If-None-Match`, it gives 304 for as long as they are the same. Equal on every \
        server of one version with the same files and the same public address.
        """)
    static let lastModified = FieldDescription(
        .lastModified, "The time of the newest export that the answer depends on, where that is over.")
    static let link = FieldDescription(
        .link, "`first`, `prev`, `next` and `last` page of a list, and `service-desc`: this contract (RFC 8288).")
    static let contentDisposition = FieldDescription(
        .contentDisposition, "With `download=1` the name of a file to save the answer as (RFC 6266).")
    static let requestID = FieldDescription(
        .xRequestID, "The `X-Request-Id` of the request where it is valid; on errors otherwise one that was made.")
    static let allow = FieldDescription(.allow, "The methods that are served here.")
    static let retryAfter = FieldDescription(.retryAfter, "Seconds after which to try again.")
    static let authenticate = FieldDescription(.wwwAuthenticate, "How to send a key.")
    static let contentLanguage = FieldDescription(.contentLanguage, "The language of the error: `en`.")
    static let location = FieldDescription(.location, "Where the resource is.")

    /// In every answer.
    static let common: [FieldDescription] = [
        FieldDescription(.xContentTypeOptions, "`nosniff`."),
        FieldDescription(.referrerPolicy, "`no-referrer`."),
        FieldDescription(.crossOriginResourcePolicy, "`cross-origin`: pages of any site may use it."),
        FieldDescription(.contentSecurityPolicy, "Nothing is loaded or framed."),
        requestID,
    ]

    /// In every answer where cross-origin requests are allowed (Fetch standard, CORS protocol).
    static let cors: [FieldDescription] = [
        FieldDescription(.accessControlAllowOrigin, "Which origins' pages may read the answer."),
        FieldDescription(.accessControlExposeHeaders, "Which fields they may read."),
    ]

    /// In every answer to a request that counts, where rates are limited (draft-ietf-httpapi-ratelimit-headers).
    static let rate: [FieldDescription] = [
        FieldDescription(.rateLimitPolicy, "How many requests (`q`) you may make in how many seconds (`w`)."),
        FieldDescription(
            .rateLimit, "How many you may make at once (`r`), and the seconds (`t`) after which it is one more."),
    ]

    /// Of some answers.
    fileprivate static let others = [
        cacheControl, vary, acceptRanges, entityTag, lastModified, link, contentDisposition, location, allow,
        retryAfter, authenticate, contentLanguage,
    ]
}

extension Application.Options {
    /// The fields of every answer under these settings.
    var commonFields: [FieldDescription] {
        FieldDescription.common + (corsOrigins == .off ? [] : FieldDescription.cors)
    }

    /// The fields of every answer to a request that counts.
    var rateFields: [FieldDescription] {
        limitsRate ? FieldDescription.rate : []
    }

    /// The fields of all answers under these settings, in the order in which they are told.
    var fields: [FieldDescription] {
        FieldDescription.others + rateFields + commonFields
    }
}
