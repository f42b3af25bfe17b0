import Catalog

// What can be wrong with the query of a request.
extension Problem {
    static func unknownParameters(_ names: [String], allowed: [String]) -> Problem {
        let parts = names.prefix(mostParts).map { name in
            Part(
                location: .query, name: name, allowed: allowed,
                suggestion: Catalog.nearest(to: name, among: allowed))
        }
        var sentence = "Parameter '\(names.first ?? "")' is not known here."
        if let suggestion = parts.first?.suggestion {
            sentence += " Did you mean '\(suggestion)'?"
        }
        var problem = Problem(.unknownParameter, sentence)
        problem.errors = Array(parts)
        return problem
    }

    static func invalidParameter(
        _ parameter: Parameter, _ detail: String, value: String = "", allowed: [String]? = nil, minimum: Int? = nil
    ) -> Problem {
        var part = Part(location: .query, name: parameter.rawValue, allowed: allowed, minimum: minimum)
        part.suggestion = allowed.flatMap { Catalog.nearest(to: value, among: $0) }
        var problem = Problem(.invalidParameter, detail)
        problem.errors = [part]
        return problem
    }

    static func repeatedParameters(_ parameters: [Parameter]) -> Problem {
        let name = parameters.first?.rawValue ?? ""
        var problem = Problem(
            .conflictingParameters, "Parameter '\(name)' stands more than once; separate its values by commas.")
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
