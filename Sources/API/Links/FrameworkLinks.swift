import Catalog
import HTTP

/// The links to one framework and what is in it: to the newest version of its occupation whichever that is, or to one
/// version.
struct FrameworkLinks: Sendable {
    let builder: LinkBuilder
    private let soc: String
    /// nil: not pinned.
    private let version: String?

    init(_ framework: Framework, isPinned: Bool, builder: LinkBuilder) {
        self.builder = builder
        soc = framework.soc.description
        version = isPinned ? framework.version.text : nil
    }

    /// The links by which a framework is found from elsewhere: pinned where it is not what the unpinned ones lead to.
    init(_ listed: Listed, builder: LinkBuilder) {
        self.init(listed.framework, isPinned: !listed.isNewest, builder: builder)
    }

    enum Part: Sendable {
        case whole, levels, statements, source
        case level(String)
        case levelStatements(String)
    }

    func url(_ part: Part) -> String {
        let target = target(part)
        return builder.url(target.route, target.values)
    }

    /// The route of a part and the values of its parameters.
    func target(_ part: Part) -> (route: RouteName, values: [String]) {
        let values = [soc] + (version.map { [$0] } ?? [])
        let isPinned = version != nil
        return switch part {
        case .whole: (isPinned ? .version : .framework, values)
        case .levels: (isPinned ? .versionLevels : .frameworkLevels, values)
        case .statements: (isPinned ? .versionStatements : .frameworkStatements, values)
        case .source: (isPinned ? .versionSource : .frameworkSource, values)
        case .level(let key): (isPinned ? .versionLevel : .frameworkLevel, values + [key])
        case .levelStatements(let key):
            (isPinned ? .versionLevelStatements : .frameworkLevelStatements, values + [key])
        }
    }
}
