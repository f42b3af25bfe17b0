import Catalog
import HTTPTypes

/// All routes. It is made once; two patterns that one path could match alike are found then.
struct RouteTable: Sendable {
    let routes: [Route]
    /// The routes by the number of segments, literals before parameters.
    private let bySegmentCount: [Int: [Route]]

    init(_ routes: [Route]) throws(AmbiguityError) {
        var byShape: [[String?]: Route] = [:]
        for route in routes {
            if let other = byShape.updateValue(route, forKey: route.pattern.shape) {
                throw AmbiguityError(first: other.pattern.text, second: route.pattern.text)
            }
        }
        self.routes = routes
        bySegmentCount = Dictionary(grouping: routes) { $0.pattern.segments.count }
            .mapValues { routes in routes.sorted { $0.pattern.isMoreLiteral(than: $1.pattern) } }
    }

    struct AmbiguityError: Error, Equatable {
        let first: String
        let second: String
    }

    /// The route of a path decoded segment by segment, and what its parameters stand for.
    func match(_ path: [String]) -> Match? {
        for route in bySegmentCount[path.count] ?? [] {
            if let values = route.pattern.match(path) {
                return Match(route: route, values: values)
            }
        }
        return nil
    }

    /// The route that a path which no route matches was probably meant for: the path lacks `/v1`, or one of its
    /// segments is a misspelt literal.
    func nearest(to path: [String]) -> Match? {
        if let match = match(["v1"] + path) { return match }
        let routes = bySegmentCount[path.count] ?? []
        for index in path.indices {
            let literals = routes.compactMap { $0.pattern.shape[index] }
            guard let literal = Catalog.nearest(to: path[index], among: literals) else { continue }
            var corrected = path
            corrected[index] = literal
            if let match = match(corrected) { return match }
        }
        return nil
    }

    struct Match: Sendable {
        let route: Route
        let values: [PathParameter: String]

        /// The values in the order of the pattern, for a link to the same route.
        var arguments: [String] {
            route.pattern.parameters.map { values[$0] ?? "" }
        }

        func arguments(replacing parameter: PathParameter, by value: String) -> [String] {
            route.pattern.parameters.map { $0 == parameter ? value : values[$0] ?? "" }
        }
    }

    /// The methods that any route serves, for `OPTIONS *` (RFC 9110 section 9.3.7).
    var allow: String {
        var methods: [HTTPRequest.Method] = []
        for route in routes {
            methods += route.methods.filter { !methods.contains($0) }
        }
        return methods.map(\.rawValue).joined(separator: ", ")
    }
}

extension Pattern {
    /// The literals, nil for each parameter: patterns of equal shape match the same paths.
    fileprivate var shape: [String?] {
        segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .parameter: nil
            }
        }
    }

    fileprivate func isMoreLiteral(than other: Pattern) -> Bool {
        for (mine, theirs) in zip(shape, other.shape) where (mine == nil) != (theirs == nil) {
            return mine != nil
        }
        return false
    }
}
