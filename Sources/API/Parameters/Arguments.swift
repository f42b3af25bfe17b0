import HTTP

/// The parameters of a request that its route knows, as they were sent: names are checked, values not yet.
struct Arguments: Sendable {
    /// In the order of the request, without what is ignored.
    let query: Query
    /// Every value of each parameter that is there, in order.
    private let values: [Parameter: [String]]

    /// - Parameters:
    ///   - known: what the route knows.
    ///   - isStrict: an unknown name is an error; else it is ignored.
    init(_ query: Query, known: [Parameter], isStrict: Bool) throws(Problem) {
        var kept: [Query.Item] = []
        var values: [Parameter: [String]] = [:]
        var unknown: [String] = []
        var repeated: [Parameter] = []
        for item in query.items {
            if let parameter = Parameter(rawValue: item.name), known.contains(parameter) {
                kept.append(item)
                values[parameter, default: []].append(item.value)
                if parameter.style != .repeated, values[parameter]?.count == 2 {
                    repeated.append(parameter)
                }
            } else if isStrict, !Self.isCampaignTag(item.name), !unknown.contains(item.name) {
                unknown.append(item.name)
            }
        }
        guard unknown.isEmpty else { throw .unknownParameters(unknown, allowed: known.map(\.rawValue)) }
        guard repeated.isEmpty else { throw .repeatedParameters(repeated) }
        self.query = Query(items: kept)
        self.values = values
    }

    /// The value of a parameter that stands at most once.
    subscript(parameter: Parameter) -> String? {
        values[parameter]?.first
    }

    /// Every value of a parameter, nil where it is not there.
    func all(_ parameter: Parameter) -> [String]? {
        values[parameter]
    }

    /// The values of a comma list, nil where the parameter is not there.
    func list(_ parameter: Parameter) -> [String]? {
        self[parameter].map { $0.split(separator: ",").map(String.init) }
    }

    /// The query without what chooses a part of the list.
    func unpaged(keeping kept: [Parameter] = []) -> Query {
        Query(
            items: query.items.filter { item in
                guard let parameter = Parameter(rawValue: item.name) else { return false }
                return !parameter.isPaging || kept.contains(parameter)
            })
    }

    /// Campaign tags are put on links by mail and advertising tools, not by who asks.
    private static func isCampaignTag(_ name: String) -> Bool {
        name.hasPrefix("utm_")
    }
}
