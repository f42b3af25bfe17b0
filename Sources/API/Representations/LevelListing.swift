import Catalog
import Formats
import JSON

/// The levels of one framework, each with its statements.
struct LevelListing: RowListing {
    private let listed: Listed
    private let links: FrameworkLinks
    private let statements: StatementLinks

    init(_ listed: Listed, links: FrameworkLinks) {
        self.listed = listed
        self.links = links
        statements = StatementLinks(links.builder)
    }

    private var levels: [Level] { listed.framework.levels }

    var count: Int { levels.count }

    func orderKey(at index: Int) -> OrderKey {
        var key = OrderKey()
        key.append(number: levels[index].ordinal)
        return key
    }

    func framework(at index: Int) -> Framework? {
        listed.framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let level = levels[index]
        writer.object { writer in
            level.writeMembers(to: &writer, links: statements)
            writer.name("links")
            writer.object { $0.member("self", links.url(.level(level.key))) }
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    func csvHeader(_ dialect: CSVDialect) -> [UInt8] {
        StatementTable.header(dialect)
    }

    func csv(_ index: Int, attribution: Text, _ dialect: CSVDialect) -> [UInt8] {
        let level = levels[index]
        return level.statements.reduce(into: []) { rows, statement in
            rows += StatementTable.row(
                statement, of: level, in: listed.framework, attribution: attribution,
                url: statements.url(statement.id.description), dialect)
        }
    }
}
