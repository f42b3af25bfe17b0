package import Catalog
package import HTTP
import HTTPTypes
package import Metrics

/// The API as a handler: an answer is a pure function of the snapshot that the store holds and the request.
package struct Application: Handler {
    private let store: Store
    private let lifecycle: Lifecycle
    private let responder: Responder
    private let metrics: @Sendable () -> [MetricFamily]
    let routes: RouteTable

    /// - Parameters:
    ///   - isForOperations: whether it answers on a listener that is for operations.
    ///   - metrics: what the program measures of itself, when it is asked for.
    package init(
        store: Store, lifecycle: Lifecycle, options: Options, isForOperations: Bool = false,
        metrics: @escaping @Sendable () -> [MetricFamily] = { [] }
    ) {
        self.store = store
        self.metrics = metrics
        self.lifecycle = lifecycle
        responder = Responder(options: options)
        routes = .of(options, isForOperations: isForOperations)
    }

    package func answer(_ request: Request) -> Reply {
        var match: RouteTable.Match?
        do throws(Problem) {
            return try answer(request, match: &match)
        } catch {
            return .ready(
                responder.respond(
                    error, instance: request.target, requestID: request.id,
                    links: LinkBuilder(base: request.linkBase), route: match?.route))
        }
    }

    package func refuse(_ refusal: Refusal) -> Response {
        responder.respond(
            Problem(refusal.reason), instance: refusal.target, requestID: refusal.requestID,
            links: LinkBuilder(base: refusal.linkBase))
    }

    /// - Parameter match: is told as soon as it is known, for the log.
    private func answer(_ request: Request, match: inout RouteTable.Match?) throws(Problem) -> Reply {
        let method = request.head.method
        guard method.isRegistered else { throw .notImplemented(method: method.rawValue) }
        if method == .options, request.target == "*" {
            return .ready(responder.options(request, allow: routes.allow, route: nil))
        }
        let path = try path(of: request)
        let links = LinkBuilder(base: request.linkBase)
        guard let found = routes.match(path.segments) else {
            throw .routeNotFound(nearest: routes.nearest(to: path.segments), links: links)
        }
        match = found
        let route = found.route
        if method == .options {
            // Before any redirect: browsers follow none from a preflight (Fetch standard, CORS-preflight fetch).
            return .ready(responder.options(request, allow: route.allow, route: route))
        }
        if path.hasTrailingSlash {
            let location = links.url(route.name, found.arguments, query: try query(of: request))
            return .ready(responder.redirect(.permanentRedirect, to: location, maxAge: 86_400, route: route))
        }
        guard route.methods.contains(method) else {
            throw .methodNotAllowed(method.rawValue, allow: route.allow)
        }
        return try answer(request, found, links)
    }

    private func answer(
        _ request: Request, _ match: RouteTable.Match, _ links: LinkBuilder
    ) throws(Problem) -> Reply {
        let route = match.route
        let query = try query(of: request)
        let current = store.current
        let snapshot = current.snapshot
        if let full = fullCode(match, snapshot) {
            let location = links.url(route.name, match.arguments(replacing: .soc, by: full), query: query)
            return .ready(responder.redirect(.temporaryRedirect, to: location, maxAge: 60, route: route))
        }
        let arguments = try Arguments(
            query, known: route.parameters, isStrict: responder.options.isQueryStrict)
        let call = Call(
            snapshot: snapshot, reloads: current.reloads, links: links, path: match.values, arguments: arguments,
            type: try type(of: request, arguments, route), form: try Form(arguments, of: route),
            options: responder.options, routes: routes, isDraining: lifecycle.isDraining, metrics: metrics)
        return responder.respond(
            try route.endpoint(call).laidOut(for: call, on: route), to: request, call: call, route: route)
    }

    private func path(of request: Request) throws(Problem) -> Path {
        switch Path.read(request.path) {
        case .path(let path): return path
        case .malformed: throw .malformedTarget
        case .impossible: throw .routeNotFound(nearest: nil, links: LinkBuilder(base: request.linkBase))
        }
    }

    private func query(of request: Request) throws(Problem) -> Query {
        guard let text = request.query else { return Query() }
        guard let query = Query(parsing: text) else { throw .malformedTarget }
        return query
    }

    /// `format` beats `Accept`.
    private func type(of request: Request, _ arguments: Arguments, _ route: Route) throws(Problem) -> MediaType {
        if let type = try arguments.format(among: route.types) { return type }
        let accept = request.head.headerFields[values: .accept]
        guard let index = Negotiation.type(accept: accept, among: route.types) else {
            throw .notAcceptable(route.types)
        }
        return route.types[index]
    }

    /// The code that a path with `NN-NNNN` means, where it means only one.
    private func fullCode(_ match: RouteTable.Match, _ snapshot: Snapshot) -> String? {
        guard let text = match.values[.soc] else { return nil }
        let meant = snapshot.frameworks(ofDetailedOccupation: text)
        return meant.count == 1 ? meant.first?.soc.description : nil
    }
}
