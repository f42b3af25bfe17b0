import Catalog

// What can be wrong with the query of a request.
extension Problem {
    static func unknownParameters(_ names: [String], allowed: [String]) -> Problem {
        let parts = names.prefix(mostParts).map { name in
            Part(
                location: .query, name: name, allowed: allowed,
                suggestion: Catalog.nearest(to: name, among: allowed))
        }
        var problem = Problem(
            .unknownParameter,
            "Parameter '\(names.first ?? "")' is not known here.\(question(parts.first?.suggestion))")
        problem.errors = Array(parts)
        return problem
    }

    /// - Parameters:
    ///   - value: what was sent, to find the nearest of what is allowed.
    ///   - example: a value that would have been good.
    static func invalidParameter(
        _ parameter: Parameter, _ detail: String, value: String = "", allowed: [String]? = nil, minimum: Int? = nil,
        maximum: Int? = nil, example: String? = nil
    ) -> Problem {
        var part = Part(
            location: .query, name: parameter.rawValue, allowed: allowed, minimum: minimum, maximum: maximum,
            example: example)
        part.suggestion = allowed.flatMap { Catalog.nearest(to: value, among: $0) }
        var problem = Problem(.invalidParameter, detail + Self.question(part.suggestion))
        problem.errors = [part]
        return problem
    }

    static func repeatedParameters(_ parameters: [Parameter]) -> Problem {
        let rule =
            parameters.first?.style == .commaList ? "; separate its values by commas" : ", but has only one value"
        var problem = Problem(
            .conflictingParameters, "Parameter '\(parameters.first?.rawValue ?? "")' stands more than once\(rule).")
        problem.errors = parameters.map { Part(location: .query, name: $0.rawValue) }
        return problem
    }

    static func conflict(between first: Parameter, and second: Parameter) -> Problem {
        var problem = Problem(
            .conflictingParameters, "Parameters '\(first.rawValue)' and '\(second.rawValue)' exclude each other.")
        problem.errors = [first, second].map { Part(location: .query, name: $0.rawValue) }
        return problem
    }

    static func invalidCursor(first: String) -> Problem {
        var problem = Problem(
            .invalidCursor, "The cursor is not one of this list with these filters and this order.")
        problem.errors = [Part(location: .query, name: Parameter.cursor.rawValue)]
        problem.first = first
        return problem
    }

    /// A query can hold thousands of names: so many are told.
    private static let mostParts = 10
}
