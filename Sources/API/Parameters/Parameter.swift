/// The query parameters of the API; each route knows some of them.
enum Parameter: String, CaseIterable, Sendable {
    case level, soc, group, sector, jobZone, version, title, sort, limit, cursor, offset, fields, format

    /// Whether it may stand more than once: a repetition means "or" where values may hold the comma that separates
    /// the others' values.
    var isRepeatable: Bool {
        self == .group || self == .title
    }

    /// What chooses the form of an answer and not what it tells.
    var isForm: Bool {
        self == .fields || self == .format
    }

    /// What chooses a part of a list and not what is in it.
    var isPaging: Bool {
        self == .limit || self == .cursor || self == .offset
    }
}

extension Parameter {
    /// What chooses a part of a list, and its form.
    static let ofLists: [Parameter] = [.limit, .cursor, .offset, .fields, .format]
    /// Of what is one resource: its form.
    static let ofResources: [Parameter] = [.fields, .format]
    static let ofFrameworks: [Parameter] = [.soc, .group, .sector, .jobZone, .version, .title, .sort] + ofLists
    static let ofStatements: [Parameter] = [.level, .soc, .group, .sector, .jobZone, .version, .sort] + ofLists
}
