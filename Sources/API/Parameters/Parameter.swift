/// The query parameters of the API; each route knows some of them.
enum Parameter: String, CaseIterable, Sendable {
    case level, soc, group, sector, jobZone, version, title, sort, limit, cursor, offset, format
    case id, since

    /// Whether it may stand more than once: a repetition means "or" where values may hold the comma that separates
    /// the others' values.
    var isRepeatable: Bool {
        self == .group || self == .title
    }

    /// Whether its value is a list of values, separated by commas.
    var isList: Bool {
        [.id, .level, .soc, .sector, .jobZone, .version].contains(self)
    }

    /// What chooses a part of a list and not what is in it.
    var isPaging: Bool {
        self == .limit || self == .cursor || self == .offset
    }
}

extension Parameter {
    /// What chooses a part of a list, and its form.
    static let ofLists: [Parameter] = [.limit, .cursor, .offset, .format]
    static let ofFrameworks: [Parameter] = [.soc, .group, .sector, .jobZone, .version, .title, .sort] + ofLists
    /// What selects frameworks, without what makes a list of them.
    static let ofFacets: [Parameter] = [.soc, .group, .sector, .jobZone, .version, .title, .format]
    static let ofStatements: [Parameter] = [.level, .soc, .group, .sector, .jobZone, .version, .sort] + ofLists
}
