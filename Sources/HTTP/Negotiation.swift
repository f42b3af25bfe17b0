/// Chooses a representation by the `Accept` and `Accept-Encoding` of a request (RFC 9110 sections 12.5.1, 12.5.3).
package enum Negotiation {
    /// The index of the best of `types`: the highest quality wins, the most specific range gives the quality, ties go
    /// to the earlier type. nil where none is acceptable.
    ///
    /// - Parameter accept: the value of `Accept`, several lines joined by a comma; nil or empty accepts everything.
    package static func type(accept: String?, among types: [MediaType]) -> Int? {
        preconditionFailure("written with the parser")
    }

    /// The best coding that Rungs has: identity unless gzip is named or matched by `*` with a quality above that of
    /// identity's own, or equal where identity is not named.
    package static func coding(acceptEncoding: String?) -> ContentCoding {
        preconditionFailure("written with the parser")
    }
}
