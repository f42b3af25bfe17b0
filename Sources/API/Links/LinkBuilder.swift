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
        guard !values.isEmpty else { return route.rawValue }
        var values = values.makeIterator()
        var path = ""
        for segment in route.rawValue.dropFirst().split(separator: "/") {
            path += "/"
            if segment.first == "{", let value = values.next() {
                path += PercentEncoding.encode(value)
            } else {
                path += segment
            }
        }
        return path
    }

    /// A URI template (RFC 6570) of a route and the parameters that it has.
    func template(_ route: RouteName, parameters: [Parameter]) -> String {
        "\(url(route)){?\(parameters.map(\.rawValue).joined(separator: ","))}"
    }
}
