import TestSupport

/// What may come of an input.
enum Expectation: Sendable {
    /// These answers, in order; then the connection is in step: another GET on it gets the document.
    case inStep([Answer])
    /// These answers, the last of which says `Connection: close`; then the end.
    case closing([Answer])
    /// These answers, then one error of these statuses that says `Connection: close`; then the end, though another
    /// request was sent behind it.
    case refused(after: [Answer], Set<Int>)
    /// These answers, then the end, which the client brought about by ending its side.
    case ended([Answer])
    /// The client is gone before it could read.
    case unread
    /// Any answers but failures of the server, each in form; then the end, which the client brought about.
    case sane
    /// Whatever a proxy makes of it; then the end. What counts is the good request after it, which may come to the server
    /// over the same connection.
    case proxied

    /// 200 with the document.
    static let document = inStep([.document])
    /// 400, and the end.
    static let malformed = exactly(400)

    /// The request was not whole when the client ended its side.
    static let unanswered = ended([])

    static func exactly(_ status: Int) -> Expectation { .refused(after: [], [status]) }
    static func oneOf(_ statuses: Set<Int>) -> Expectation { .refused(after: [], statuses) }
    /// A status, in step.
    static func status(_ statuses: Int...) -> Expectation { .inStep([.status(Set(statuses))]) }
}

/// What one response may be.
enum Answer: Sendable {
    /// 200 with the document as it is.
    case document
    /// 200 with the document in gzip.
    case compressedDocument
    /// What HEAD gets: the fields of the plain GET, and no body.
    case headOfDocument
    /// The same with gzip accepted.
    case headOfCompressedDocument
    case notModified
    case status(Set<Int>)
    /// To a HEAD.
    case headStatus(Set<Int>)
    /// nil or what is wrong with it.
    case meeting(@Sendable (RawResponse, Document) -> String?)

    /// Whether it answers a HEAD: no body follows then, whatever its fields say.
    var isToHEAD: Bool {
        switch self {
        case .headOfDocument, .headOfCompressedDocument, .headStatus: true
        case .document, .compressedDocument, .notModified, .status, .meeting: false
        }
    }

    /// nil, or what is wrong with the response.
    func fault(in response: RawResponse, _ document: Document) -> String? {
        switch self {
        case .document:
            fault(unless: 200, response)
                ?? (response.body == document.plain.body ? nil : "the body is not the document: \(response.text)")
                ?? Self.difference(response, document.plain)
        case .compressedDocument:
            fault(unless: 200, response) ?? Self.difference(response, document.compressed)
                ?? (Gunzip.whole(response.body) == document.plain.body ? nil : "it is not the document in gzip")
        case .headOfDocument:
            fault(unless: 200, response) ?? Self.difference(response, document.plain)
        case .headOfCompressedDocument:
            fault(unless: 200, response) ?? Self.difference(response, document.compressed)
        case .notModified:
            fault(unless: 304, response) ?? Self.missing(in: response, of: document)
        case .status(let statuses), .headStatus(let statuses):
            statuses.contains(response.status)
                ? nil : "status \(response.status), not one of \(statuses.sorted()): \(response.text)"
        case .meeting(let fault):
            fault(response, document)
        }
    }

    private func fault(unless status: Int, _ response: RawResponse) -> String? {
        response.status == status ? nil : "status \(response.status), not \(status): \(response.text)"
    }

    private static func difference(_ response: RawResponse, _ plain: RawResponse) -> String? {
        func fields(_ response: RawResponse) -> [String] {
            // What belongs to the message and not to the document.
            response.fields.filter { !["date", "connection", "x-request-id"].contains($0.name) }.map {
                "\($0.name): \($0.value)"
            }
        }
        return fields(response) == fields(plain) ? nil : "the fields are not those of a plain GET: \(fields(response))"
    }

    /// RFC 9110 section 15.4.5: what the 200 has of these stands in the 304 too.
    private static func missing(in response: RawResponse, of document: Document) -> String? {
        let isCompressed = response["etag"] == document.compressedTag
        let whole = isCompressed ? document.compressed : document.plain
        for name in ["etag", "vary", "cache-control", "expires", "content-location"]
        where response[name] != whole[name] {
            return "\(name) of the 304 is \(response[name] ?? "absent"), of the 200 \(whole[name] ?? "absent")"
        }
        return nil
    }
}
