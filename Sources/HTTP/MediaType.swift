/// A media type that Rungs can send: an open set, so a struct with static members (RFC 9110 section 8.3.1).
package struct MediaType: Sendable {
    /// The top-level type, lower case: `application`.
    package let type: StaticString
    /// The subtype, lower case: `json`.
    package let subtype: StaticString
    /// The value of `Content-Type`, with its parameters.
    package let contentType: StaticString
    /// The word that asks for it in `format=`, where there is one.
    package let format: StaticString?
    /// Whether gzip makes it smaller.
    package let isCompressible: Bool

    package init(
        _ type: StaticString, _ subtype: StaticString, contentType: StaticString, format: StaticString? = nil,
        isCompressible: Bool = true
    ) {
        self.type = type
        self.subtype = subtype
        self.contentType = contentType
        self.format = format
        self.isCompressible = isCompressible
    }
}

extension MediaType {
    package static let json = MediaType(
        "application", "json", contentType: "application/json; charset=utf-8", format: "json")
    package static let csv = MediaType(
        "text", "csv", contentType: "text/csv; charset=utf-8; header=present", format: "csv")
    package static let ndjson = MediaType(
        "application", "x-ndjson", contentType: "application/x-ndjson; charset=utf-8", format: "ndjson")
    /// RFC 7763.
    package static let markdown = MediaType(
        "text", "markdown", contentType: "text/markdown; charset=utf-8", format: "md")
    /// The text format of Prometheus.
    package static let metrics = MediaType("text", "plain", contentType: "text/plain; version=0.0.4; charset=utf-8")
    package static let schema = MediaType(
        "application", "schema+json", contentType: "application/schema+json; charset=utf-8")
    /// The OpenAPI Initiative's type for a description of version 3.1.
    package static let openAPI = MediaType(
        "application", "vnd.oai.openapi+json", contentType: "application/vnd.oai.openapi+json; version=3.1")
    package static let plain = MediaType("text", "plain", contentType: "text/plain; charset=utf-8")
    package static let svg = MediaType("image", "svg+xml", contentType: "image/svg+xml")
    /// RFC 4287 section 7.
    package static let atom = MediaType("application", "atom+xml", contentType: "application/atom+xml; charset=utf-8")
    /// RFC 9264 section 4.2, with the profile of RFC 9727 section 4.1.
    package static let linkset = MediaType(
        "application", "linkset+json",
        contentType: "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"")
    package static let problem = MediaType(
        "application", "problem+json", contentType: "application/problem+json; charset=utf-8")
}

extension MediaType {
    /// Whether a body of it is one JSON text (RFC 6839 section 3.1).
    package var isJSON: Bool {
        self == .json || "\(subtype)".hasSuffix("+json")
    }
}

extension MediaType: Equatable {
    package static func == (left: MediaType, right: MediaType) -> Bool {
        left.contentType.description == right.contentType.description
    }
}

/// A content coding that Rungs can apply (RFC 9110 section 8.4.1).
package enum ContentCoding: UInt8, Sendable {
    case identity
    case gzip
}
