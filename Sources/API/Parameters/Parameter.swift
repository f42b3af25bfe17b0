/// The query parameters of the API; each route knows some of them.
enum Parameter: String, CaseIterable, Sendable {
    case level, soc, group, sector, jobZone, version, title, id, since, sort, limit, cursor, offset, fields, format

    /// How several values are written.
    enum Style: Sendable {
        /// There is one.
        case single
        /// Separated by commas.
        case commaList
        /// The parameter stands several times, because its values may hold commas.
        case repeated
    }

    var style: Style {
        switch self {
        case .id, .level, .soc, .sector, .jobZone, .version, .fields: .commaList
        case .group, .title: .repeated
        case .since, .sort, .limit, .cursor, .offset, .format: .single
        }
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
    /// What selects frameworks, without what makes a list of them.
    static let ofFacets: [Parameter] = [.soc, .group, .sector, .jobZone, .version, .title] + ofResources
    static let ofStatements: [Parameter] = [.level, .soc, .group, .sector, .jobZone, .version, .sort] + ofLists
}
