import Catalog
import Formats
import HTTP
import JSON

/// Frameworks as summaries.
struct FrameworkListing: RowListing {
    private let frameworks: [Listed]
    private let sort: Sort
    private let inclusion: Inclusion?
    private let links: LinkBuilder

    /// - Parameter frameworks: in order of SOC and version.
    init(_ frameworks: [Listed], sort: Sort, inclusion: Inclusion?, links: LinkBuilder) {
        self.frameworks = sort.order(frameworks)
        self.sort = sort
        self.inclusion = inclusion
        self.links = links
    }

    var count: Int { frameworks.count }

    func orderKey(at index: Int) -> OrderKey {
        sort.orderKey(of: frameworks[index].framework)
    }

    func framework(at index: Int) -> Framework? {
        frameworks[index].framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let framework = frameworks[index].framework
        writer.object { writer in
            framework.occupation.writeMembers(to: &writer)
            writer.member("version", framework.version.text)
            writer.member("exportedAt", framework.exportedAt.text)
            writer.member("levelCount", framework.levels.count)
            writer.member("statementCount", framework.statementCount)
            writeLevels(of: framework, to: &writer)
            writer.name("links")
            writer.object { $0.member("self", url(index)) }
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    func csvHeader(_ dialect: CSVDialect) -> [UInt8] {
        FrameworkTable.header(dialect)
    }

    func csv(_ index: Int, attribution: Text, _ dialect: CSVDialect) -> [UInt8] {
        FrameworkTable.row(frameworks[index].framework, attribution: attribution, url: url(index), dialect)
    }

    private func writeLevels(of framework: Framework, to writer: inout Writer) {
        guard let inclusion else { return }
        let statements = inclusion == .statements ? StatementLinks(links) : nil
        writer.name("levels")
        writer.array { writer in
            for level in framework.levels {
                writer.object { level.writeMembers(to: &$0, links: statements) }
            }
        }
    }

    private func url(_ index: Int) -> String {
        FrameworkLinks(frameworks[index], builder: links).url(.whole)
    }
}
