extension ProblemCode {
    /// What `/problems/{code}` tells: the status it comes with, its title, what it means and how to mend it.
    struct Meaning: Sendable {
        let status: Int
        let title: String
        let meaning: String
        let remedy: String

        fileprivate init(_ status: Int, _ title: String, _ meaning: String, _ remedy: String) {
            self.status = status
            self.title = title
            self.meaning = meaning
            self.remedy = remedy
        }
    }

    var meaning: Meaning {
        switch self {
        case .unknownParameter:
            Meaning(
                400, "Unknown query parameter", "The query has a parameter that this resource does not know.",
                "Take it out or correct its name: 'errors' lists what is allowed and the nearest name.")
        case .invalidParameter:
            Meaning(
                400, "Invalid parameter value", "A query parameter has a value that it cannot have.",
                "Use a value that 'errors' allows.")
        case .conflictingParameters:
            Meaning(
                400, "Conflicting parameters",
                "Two query parameters exclude each other, or one stands twice that may stand once.",
                "Leave one of them out. Several values of one parameter are separated by commas.")
        case .invalidCursor:
            Meaning(
                400, "Invalid cursor",
                "The cursor is none of this server's, or was made for another list, other filters or another order.",
                "Start at 'links.first' and follow 'links.next' without changing filters or order.")
        case .malformedRequest:
            Meaning(
                400, "Malformed request", "The request breaks the syntax of HTTP or of URLs.",
                "Send what RFC 9112 and RFC 3986 allow; most libraries do so by themselves.")
        case .malformedJSON:
            Meaning(
                400, "Malformed JSON", "The body is not a JSON text.",
                "Correct it at the line and column that the answer names.")
        case .missingKey:
            Meaning(
                401, "Key required", "This server answers only requests that carry a key.",
                "Send the key in 'Authorization: Bearer' or 'X-API-Key'.")
        case .invalidKey:
            Meaning(
                401, "Key not accepted", "The key is unknown or no longer valid.",
                "Check the key, or ask the operator of this server for another one.")
        case .frameworkNotFound:
            Meaning(
                404, "Framework not found", "No framework of this occupation is loaded.",
                "Check the O*NET-SOC code; 'nearest' names similar ones, and the list of frameworks all.")
        case .versionNotFound:
            Meaning(
                404, "Version not found", "This version of the framework is not loaded.",
                "Choose one of 'available', or 'latest'.")
        case .levelNotFound:
            Meaning(
                404, "Level not found", "The framework has no level of this key or ordinal.",
                "Choose one of 'available'.")
        case .statementNotFound:
            Meaning(
                404, "Statement not found", "No loaded version of any framework has a statement of this id.",
                "Check the id; an id stays the same as long as the wording of its statement does.")
        case .profileNotFound:
            Meaning(
                404, "Profile not found", "There is no export of this name.", "Choose one of 'available'.")
        case .routeNotFound:
            Meaning(
                404, "Not found", "Nothing has this path.", "Start at '/v1' and follow its links.")
        case .methodNotAllowed:
            Meaning(
                405, "Method not allowed", "This resource does not serve this method.",
                "Use a method that 'Allow' lists.")
        case .notAcceptable:
            Meaning(
                406, "Not acceptable", "The resource has none of the media types that 'Accept' allows.",
                "Accept one of 'available', or leave 'Accept' out.")
        case .requestTimeout:
            Meaning(
                408, "Request timeout", "The request did not arrive in time.",
                "Send it again, without pauses within it.")
        case .lengthRequired:
            Meaning(
                411, "Length required", "The body came without its length.",
                "Send 'Content-Length', or use the chunked coding.")
        case .preconditionFailed:
            Meaning(
                412, "Precondition failed", "The resource is not in the state that the request demands.",
                "Get it anew and use the validators of that answer.")
        case .bodyTooLarge:
            Meaning(
                413, "Body too large", "The body is larger than this server takes.",
                "Send at most 'limit' bytes.")
        case .uriTooLong:
            Meaning(
                414, "URI too long", "The request target is longer than this server takes.",
                "Send at most 'limit' bytes.")
        case .unsupportedMediaType:
            Meaning(
                415, "Unsupported media type", "The body has a type or coding that this resource does not take.",
                "Send a type that the documentation of this resource names.")
        case .expectationFailed:
            Meaning(
                417, "Expectation failed", "This server knows no expectation but '100-continue'.",
                "Leave 'Expect' out.")
        case .misdirectedRequest:
            Meaning(
                421, "Misdirected request", "An https resource was asked for over a connection that is not secured.",
                "Send the path alone, as clients do that speak to no proxy, or connect by TLS.")
        case .invalidBody:
            Meaning(
                422, "Invalid body", "The body is JSON but not what this resource takes.",
                "Correct what 'errors' points at.")
        case .quotaExceeded:
            Meaning(
                429, "Quota exceeded", "More requests came than this client may send.",
                "Wait as long as 'Retry-After' says.")
        case .headTooLarge:
            Meaning(
                431, "Head too large", "The header fields are larger or more than this server takes.",
                "Send fewer or shorter fields; 'limit' says how much is taken.")
        case .internalError:
            Meaning(
                500, "Internal error", "The server made a mistake.",
                "Report it to the operator of this server with the 'requestId'.")
        case .notImplemented:
            Meaning(
                501, "Not implemented", "The request needs something of HTTP that this server does not have.",
                "Use a method or transfer coding that is in use on the web.")
        case .notReady:
            Meaning(
                503, "Not ready", "The server is about to end and takes no new work.",
                "Send the request again after 'Retry-After'; another replica will answer it.")
        case .busy:
            Meaning(
                503, "Busy", "The server has more work than it can queue.",
                "Send the request again after 'Retry-After'.")
        case .versionNotSupported:
            Meaning(
                505, "HTTP version not supported",
                "The request is of a version of HTTP that this server does not speak.",
                "Use HTTP/1.1.")
        }
    }
}
