import HTTP

/// Why a request has no answer but an error (RFC 9457).
struct Problem: Error, Sendable {
    let code: ProblemCode
    /// One or two sentences on this occurrence.
    let detail: String
    /// Names to choose from, where the request named one that is not there.
    var available: [String]?
    /// Frameworks that may have been meant.
    var nearest: [Nearest] = []
    /// What may be sent at most, in the unit of the detail.
    var limit: Int?
    /// What is wrong, part by part.
    var errors: [Part] = []
    /// Where to start again.
    var first: String?
    /// The value of `Allow`.
    var allow: String?
    /// Seconds.
    var retryAfter: Int?

    init(_ code: ProblemCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// One part of the request that is at fault.
    struct Part: Sendable {
        let location: Location
        let name: String
        var allowed: [String]?
        var suggestion: String?
        var minimum: Int?

        enum Location: String, Sendable {
            case query
        }
    }

    struct Nearest: Sendable {
        let soc: String
        let title: String
        let link: String
    }
}
