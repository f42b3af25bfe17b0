import Catalog
import Formats
import HTTP
import JSON

/// Statements of any number of frameworks, in the order of the frameworks, then of level and position.
///
/// It knows how many each level has, and makes a statement only when it is asked for.
struct StatementListing: RowListing {
    private let frameworks: [Listed]
    private let runs: [Run]
    private let sort: Sort
    private let permalinks: StatementLinks
    private let links: LinkBuilder
    let count: Int

    /// The statements of one level. It holds indexes and no references: the whole catalog has thousands of runs, and
    /// counting references to all levels would cost more than writing a page.
    private struct Run {
        let framework: Int
        let level: Int
        /// The index of the first.
        let start: Int
    }

    /// - Parameter frameworks: in order of SOC and version.
    init(_ frameworks: [Listed], levels filter: LevelFilter, sort: Sort, links: LinkBuilder) {
        let frameworks = sort.order(frameworks)
        var runs: [Run] = []
        var count = 0
        for framework in frameworks.indices {
            let levels = frameworks[framework].framework.levels
            for level in levels.indices where filter.contains(levels[level]) && !levels[level].statements.isEmpty {
                runs.append(Run(framework: framework, level: level, start: count))
                count += levels[level].statements.count
            }
        }
        self.frameworks = frameworks
        self.runs = runs
        self.sort = sort
        self.count = count
        self.links = links
        permalinks = StatementLinks(links)
    }

    func orderKey(at index: Int) -> OrderKey {
        let place = place(of: index)
        var key = sort.orderKey(of: place.listed.framework)
        key.append(number: place.level.ordinal)
        key.append(number: place.statement.position)
        return key
    }

    func framework(at index: Int) -> Framework? {
        frameworks[run(of: index).framework].framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let place = place(of: index)
        writer.object { writer in
            place.writeMembers(to: &writer, permalinks: permalinks, links: links)
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    let csvHeader = StatementTable.header

    func csv(_ index: Int, attribution: Text) -> [UInt8] {
        let place = place(of: index)
        return StatementTable.row(
            place.statement, of: place.level, in: place.listed.framework, attribution: attribution,
            url: permalinks.url(place.statement.id.description))
    }

    private func place(of index: Int) -> StatementInPlace {
        let run = run(of: index)
        let listed = frameworks[run.framework]
        let level = listed.framework.levels[run.level]
        return StatementInPlace(statement: level.statements[index - run.start], level: level, listed: listed)
    }

    /// The last run that starts at or before an index, which must be less than the count.
    private func run(of index: Int) -> Run {
        var range = 0..<runs.count
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            if runs[middle].start <= index {
                range = middle..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return runs[range.lowerBound]
    }
}
