/// The query parameters of the API; each route knows some of them.
enum Parameter: String, CaseIterable, Sendable {
    case level, soc, group, sector, jobZone, version, title, id, since, sort, limit, cursor, offset
    case fields, include, format, pretty, bom, delimiter, download

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
        case .id, .level, .soc, .sector, .jobZone, .version, .fields, .include: .commaList
        case .group, .title: .repeated
        case .since, .sort, .limit, .cursor, .offset, .format, .pretty, .bom, .delimiter, .download: .single
        }
    }

    /// Whether a request must have it.
    var isRequired: Bool {
        self == .id
    }

    /// What chooses the form of an answer and not what it tells.
    var isForm: Bool {
        switch self {
        case .fields, .include, .format, .pretty, .bom, .delimiter, .download: true
        default: false
        }
    }

    /// What chooses a part of a list and not what is in it.
    var isPaging: Bool {
        self == .limit || self == .cursor || self == .offset
    }
}

extension Parameter {
    /// What chooses a part of a list.
    static let ofParts: [Parameter] = [.limit, .cursor, .offset]
    /// The form of what is JSON alone.
    static let ofJSON: [Parameter] = [.fields, .format, .pretty]
    /// The form of what can be rows too.
    static let ofRows: [Parameter] = ofJSON + [.bom, .delimiter, .download]
    /// What selects frameworks.
    static let ofSelections: [Parameter] = [.soc, .group, .sector, .jobZone, .version, .title]
    static let ofFrameworks: [Parameter] = ofSelections + [.sort] + ofParts + [.include] + ofRows
    static let ofStatements: [Parameter] =
        [.level, .soc, .group, .sector, .jobZone, .version, .sort] + ofParts + ofRows
}
