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

    /// The value of `WWW-Authenticate`, where a key is at fault (RFC 6750 section 3).
    var challenge: String? {
        switch code {
        case .missingKey: "Bearer realm=\"rungs\""
        case .invalidKey: "Bearer realm=\"rungs\", error=\"invalid_token\""
        default: nil
        }
    }

    /// What a detail ends with where it is known what was probably meant: nothing else.
    static func question(_ meant: String?) -> String {
        meant.map { " Did you mean '\($0)'?" } ?? ""
    }

    /// One part of the request that is at fault.
    struct Part: Sendable {
        let location: Location
        let name: String
        var allowed: [String]?
        var suggestion: String?
        var minimum: Int?
        var maximum: Int?
        /// A value that would have been good.
        var example: String?

        enum Location: String, Sendable {
            case query
        }
    }

    struct Nearest: Sendable {
        /// Of the statement, where it is one and not the whole framework.
        var id: String?
        let soc: String
        let title: String
        var link: String
    }
}
