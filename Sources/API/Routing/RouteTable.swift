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

    subscript(name: RouteName) -> Route? {
        routes.first { $0.name == name }
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

    /// The route that a path which no route matches was probably meant for: some of its segments are misspelt
    /// literals, it lacks `/v1` or has another version, or it has a folder before or a suffix after it.
    func nearest(to path: [String]) -> Match? {
        guard let first = path.first, let last = path.last, path.count <= mostSegments + 1 else { return nil }
        let isVersion = first.count > 1 && first.first == "v" && first.dropFirst().allSatisfy(\.isNumber)
        let stem = last.split(separator: ".", maxSplits: 1).first.map(String.init) ?? last
        let variants = [
            path, ["v1"] + path.dropFirst(isVersion ? 1 : 0), Array(path.dropFirst()), path.dropLast() + [stem],
        ]
        for variant in variants where !variant.isEmpty {
            if let match = match(variant) ?? corrected(variant) { return match }
        }
        return nil
    }

    /// The path with each segment that should be one of some literals as the nearest of them. nil where one is not
    /// near any.
    private func corrected(_ path: [String]) -> Match? {
        var path = path
        var candidates = bySegmentCount[path.count] ?? []
        for index in path.indices {
            let literals = candidates.compactMap { $0.pattern.shape[index] }
            if !literals.contains(path[index]), let literal = Catalog.nearest(to: path[index], among: literals) {
                path[index] = literal
            }
            candidates.removeAll { candidate in candidate.pattern.shape[index].map { $0 != path[index] } ?? false }
        }
        return match(path)
    }

    private var mostSegments: Int {
        bySegmentCount.keys.max() ?? 0
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
