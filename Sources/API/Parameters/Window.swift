/// Which part of a list is asked for.
struct Window: Sendable {
    /// As served: clamped to the maximum.
    let limit: Int
    let start: Start
    /// Anything was asked for: rows hold the whole list otherwise.
    let isExplicit: Bool

    enum Start: Sendable {
        case beginning
        case offset(Int)
        case cursor(String)
    }

    init(_ arguments: Arguments, options: Application.Options) throws(Problem) {
        let maximum = max(1, options.maximumPageLimit)
        let asked = try arguments.integer(.limit, minimum: 1, maximum: maximum)
        limit = asked ?? max(1, min(options.pageLimit, maximum))
        let offset = try arguments.integer(.offset, minimum: 0)
        switch (arguments[.cursor], offset) {
        case (_?, _?):
            throw .conflict(between: .cursor, and: .offset)
        case (let cursor?, nil):
            start = .cursor(cursor)
        case (nil, let offset?):
            start = .offset(offset)
        case (nil, nil):
            start = .beginning
        }
        isExplicit = asked != nil || offset != nil || arguments[.cursor] != nil
    }
}
