import Catalog
import HTTP
import HTTPTypes

/// Makes whole answers: chooses the coding, tags, and sets the header fields.
struct Responder: Sendable {
    let options: Application.Options
    private let common: CommonFields

    init(options: Application.Options) {
        self.options = options
        common = CommonFields(options)
    }

    /// The answer with the content that an endpoint gave.
    func respond(_ content: Content, to request: Request, call: Call, route: Route) -> Reply {
        var fields = common.shared
        fields[.cacheControl] = content.cache.field(maxAge: options.cacheMaxAge, isPrivate: options.requiresKey)
        fields[.vary] =
            route.types.count > 1 ? common.vary("Accept", "Accept-Encoding") : common.vary("Accept-Encoding")
        fields[.acceptRanges] = "none"
        fields[.contentDisposition] =
            call.form.isDownload ? "attachment; filename=\"\(call.fileName(of: route))\"" : nil
        fields[.link] = link(of: content, call, route)
        let draft = Draft(
            fields: fields, types: call.arguments[.format] == nil ? route.types : [call.type], type: call.type,
            coding: Negotiation.coding(acceptEncoding: request.head.headerFields[values: .acceptEncoding]),
            lastModified: content.lastModified.flatMap { $0 <= call.snapshot.loadedAt ? $0 : nil },
            generation: call.snapshot.generation, isStored: content.cache != .noStore, route: route.name.rawValue)
        switch content.body {
        case .bytes(let bytes):
            return draft.reply(bytes)
        case .deferred(let make):
            return .deferred { draft.reply(make()).made() }
        case .pieces(let pieces, let url):
            if let bytes = pieces.joinedInOneStep() {
                return draft.reply(bytes)
            }
            let tag = EntityTag.ofStream(url, type: call.type, call: call)
            return .ready(draft.response(pieces.stream(), tag: tag))
        }
    }

    /// The pages of a list, and the contract (RFC 8631 section 4), where the body has links too: a file is the same for
    /// every host.
    private func link(of content: Content, _ call: Call, _ route: Route) -> String? {
        guard route.hasContractLink else { return content.link }
        let contract = "<\(call.links.url(.openAPI))>; rel=\"service-desc\""
        return content.link.map { "\($0), \(contract)" } ?? contract
    }

    /// A redirect: 308 keeps, as 307 does, the method.
    ///
    /// - Parameter maxAge: seconds.
    func redirect(_ status: HTTPResponse.Status, to location: String, maxAge: Int, route: Route) -> Response {
        var fields = common.shared
        fields[.location] = location
        fields[.cacheControl] = common.brief(maxAge: maxAge)
        return Response(status: status, fields: fields, route: route.name.rawValue)
    }

    /// The answer to OPTIONS, a preflight or not (Fetch standard, CORS-preflight request).
    func options(_ request: Request, allow: String, route: Route?) -> Response {
        let sent = request.head.headerFields
        let isPreflight = sent[.origin] != nil && sent[.accessControlRequestMethod] != nil
        var fields = isPreflight && isAllowed(sent[.origin]) ? common.preflight : common.shared
        fields[.allow] = allow
        return Response(status: .noContent, fields: fields, route: route?.name.rawValue)
    }

    /// Whether a preflight of an origin is told what it may do.
    private func isAllowed(_ origin: String?) -> Bool {
        guard case .list(let origins) = options.corsOrigins else { return true }
        return origins.contains { $0.text == origin }
    }

    func respond(
        _ problem: Problem, instance: String?, requestID: String, links: LinkBuilder, route: Route? = nil
    ) -> Response {
        let status = problem.code.meaning.status
        var fields = common.shared
        fields[.contentType] = MediaType.problem.contentType.description
        fields[.contentLanguage] = "en"
        fields[.cacheControl] = status == 404 ? common.brief(maxAge: 60) : "no-store"
        fields[.vary] = common.vary("Accept")
        fields[.allow] = problem.allow
        fields[.retryAfter] = problem.retryAfter.map(String.init)
        fields[.wwwAuthenticate] = problem.challenge
        return Response(
            status: HTTPResponse.Status(code: status), fields: fields,
            body: .bytes(problem.body(instance: instance, requestID: requestID, links: links)),
            route: route?.name.rawValue, errorType: problem.code.rawValue, requestID: requestID)
    }
}
