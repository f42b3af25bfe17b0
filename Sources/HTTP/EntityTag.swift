/// A strong entity tag (RFC 9110 section 8.8.3).
package struct EntityTag: Hashable, Sendable {
    /// The tag with its quotes, as it stands in `ETag`.
    package let text: String

    /// - Parameter opaque: characters of the etagc grammar, without quotes.
    package init(opaque: String) {
        text = "\"\(opaque)\""
    }

    /// The tag of the same representation in another coding: strong tags of two codings must differ (section 8.8.3.3).
    package func coded(_ coding: ContentCoding) -> EntityTag {
        switch coding {
        case .identity: self
        case .gzip: EntityTag(opaque: text.dropFirst().dropLast() + "-gzip")
        }
    }
}
