import Catalog
import Formats
import HTTP
import JSON

/// Statements that were named one by one, in that order.
struct StatementSelection: RowListing {
    private let statements: [StatementInPlace]
    private let permalinks: StatementLinks
    private let links: LinkBuilder

    init(_ statements: [StatementInPlace], links: LinkBuilder) {
        self.statements = statements
        self.links = links
        permalinks = StatementLinks(links)
    }

    var count: Int { statements.count }

    func orderKey(at index: Int) -> OrderKey {
        var key = OrderKey()
        key.append(number: index)
        return key
    }

    func framework(at index: Int) -> Framework? {
        statements[index].listed.framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        statements[index].write(attribution: attribution, to: &writer, permalinks: permalinks, links: links)
    }

    func csvHeader(_ dialect: CSVDialect) -> [UInt8] {
        StatementTable.header(dialect)
    }

    func csv(_ index: Int, attribution: Text, _ dialect: CSVDialect) -> [UInt8] {
        statements[index].csv(attribution: attribution, permalinks: permalinks, dialect)
    }
}
