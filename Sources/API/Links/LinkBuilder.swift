import HTTP

/// Makes every link of an answer, from the base that the server resolved and the pattern of the route that it leads
/// to.
struct LinkBuilder: Sendable {
    let base: LinkBase

    /// - Parameter values: of the pattern's parameters, in their order.
    func url(_ route: RouteName, _ values: [String] = []) -> String {
        base.link(Self.path(route, values))
    }

    /// The link with the query written anew from its pairs.
    func url(_ route: RouteName, _ values: [String], query: Query) -> String {
        query.items.isEmpty ? url(route, values) : "\(url(route, values))?\(query.encoded)"
    }

    /// The path of a route with its parameters filled in, percent-encoded.
    static func path(_ route: RouteName, _ values: [String]) -> String {
        let literals = route.literals
        guard var path = literals.first else { return route.rawValue }
        for (value, literal) in zip(values, literals.dropFirst()) {
            path += PercentEncoding.encode(value)
            path += literal
        }
        return path
    }

    /// A URI template (RFC 6570) of a route and the parameters that it has.
    func template(_ route: RouteName, parameters: [Parameter]) -> String {
        "\(url(route)){?\(parameters.map(\.rawValue).joined(separator: ","))}"
    }
}

extension RouteName {
    /// What stands before, between and after the parameters of the pattern.
    fileprivate var literals: [String] {
        Self.literals[self] ?? []
    }

    private static let literals: [RouteName: [String]] = {
        let routes = allCases.map { route in
            let pieces = route.rawValue.split(separator: "{", omittingEmptySubsequences: false)
            let rest = pieces.dropFirst().map { String($0.drop { $0 != "}" }.dropFirst()) }
            return (route, [String(pieces[0])] + rest)
        }
        return Dictionary(uniqueKeysWithValues: routes)
    }()
}
