import Catalog
import Formats
import HTTP
import JSON

/// Statements of any number of frameworks, in the order of the frameworks, then of level and position.
///
/// It knows how many each level has, and makes a statement only when it is asked for.
struct StatementListing: RowListing {
    private let runs: [Run]
    private let permalinks: StatementLinks
    private let links: LinkBuilder
    let count: Int

    /// The statements of one level.
    private struct Run {
        let frameworkKey: OrderKey
        let listed: Listed
        let level: Level
        /// The index of the first.
        let start: Int
    }

    init(_ frameworks: [Listed], levels: LevelFilter, sort: Sort, links: LinkBuilder) {
        var runs: [Run] = []
        var count = 0
        for (key, listed) in frameworks.ordered(by: sort) {
            for level in listed.framework.levels where levels.contains(level) && !level.statements.isEmpty {
                runs.append(Run(frameworkKey: key, listed: listed, level: level, start: count))
                count += level.statements.count
            }
        }
        self.runs = runs
        self.count = count
        self.links = links
        permalinks = StatementLinks(links)
    }

    func orderKey(at index: Int) -> OrderKey {
        let run = run(of: index)
        var key = run.frameworkKey
        key.append(number: run.level.ordinal)
        key.append(number: run.level.statements[index - run.start].position)
        return key
    }

    func framework(at index: Int) -> Framework? {
        run(of: index).listed.framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let run = run(of: index)
        let statement = StatementInPlace(
            statement: run.level.statements[index - run.start], level: run.level, listed: run.listed)
        writer.object { writer in
            statement.writeMembers(to: &writer, url: permalinks.url(statement.statement.id), links: links)
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    let csvHeader = StatementTable.header

    func csv(_ index: Int, attribution: Text) -> [UInt8] {
        let run = run(of: index)
        let statement = run.level.statements[index - run.start]
        return StatementTable.row(
            statement, of: run.level, in: run.listed.framework, attribution: attribution,
            url: permalinks.url(statement.id))
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
