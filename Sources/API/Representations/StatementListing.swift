import Catalog
import Formats
import HTTP
import JSON

/// Statements of any number of frameworks, in the order of the frameworks, then of level and position.
///
/// It knows how many each framework has, and makes a statement only when it is asked for.
struct StatementListing: RowListing {
    private let frameworks: [Listed]
    private let levels: LevelFilter
    /// The index of the first statement of each framework. A framework without statements has that of the next.
    private let starts: [Int]
    private let sort: Sort
    private let permalinks: StatementLinks
    private let links: LinkBuilder
    let count: Int

    /// - Parameter frameworks: in order of SOC and version.
    init(_ frameworks: [Listed], levels: LevelFilter, sort: Sort, links: LinkBuilder) {
        self.frameworks = sort.order(frameworks)
        self.levels = levels
        self.sort = sort
        self.links = links
        permalinks = StatementLinks(links)
        var count = 0
        starts = self.frameworks.map { listed in
            defer { count += levels.statementCount(of: listed.framework) }
            return count
        }
        self.count = count
    }

    func orderKey(at index: Int) -> OrderKey {
        let place = place(of: index)
        var key = sort.orderKey(of: place.listed.framework)
        key.append(number: place.level.ordinal)
        key.append(number: place.statement.position)
        return key
    }

    func framework(at index: Int) -> Framework? {
        frameworks[owner(of: index)].framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        place(of: index).write(attribution: attribution, to: &writer, permalinks: permalinks, links: links)
    }

    func csvHeader(_ dialect: CSVDialect) -> [UInt8] {
        StatementTable.header(dialect)
    }

    func csv(_ index: Int, attribution: Text, _ dialect: CSVDialect) -> [UInt8] {
        place(of: index).csv(attribution: attribution, permalinks: permalinks, dialect)
    }

    private func place(of index: Int) -> StatementInPlace {
        let owner = owner(of: index)
        let listed = frameworks[owner]
        var rest = index - starts[owner]
        var levels = listed.framework.levels.lazy.filter(self.levels.contains).makeIterator()
        while let level = levels.next() {
            guard rest >= level.statements.count else {
                return StatementInPlace(statement: level.statements[rest], level: level, listed: listed)
            }
            rest -= level.statements.count
        }
        preconditionFailure("\(index) is no index of this list")
    }

    /// The framework of an index, which must be less than the count: the last that starts at or before it.
    private func owner(of index: Int) -> Int {
        var range = starts.indices
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            if starts[middle] <= index {
                range = middle..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }
}
