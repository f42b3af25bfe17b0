import Catalog
import Formats
import HTTP
import JSON

/// Frameworks as summaries.
struct FrameworkListing: RowListing {
    private let entries: [(key: OrderKey, listed: Listed)]
    private let links: LinkBuilder

    init(_ frameworks: [Listed], sort: Sort, links: LinkBuilder) {
        entries = frameworks.ordered(by: sort)
        self.links = links
    }

    var count: Int { entries.count }

    func orderKey(at index: Int) -> OrderKey {
        entries[index].key
    }

    func framework(at index: Int) -> Framework? {
        entries[index].listed.framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let framework = entries[index].listed.framework
        writer.object { writer in
            framework.occupation.writeMembers(to: &writer)
            writer.member("version", framework.version.text)
            writer.member("exportedAt", framework.exportedAt.text)
            writer.member("levelCount", framework.levels.count)
            writer.member("statementCount", framework.statementCount)
            writer.name("links")
            writer.object { $0.member("self", url(index)) }
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }

    let csvHeader = FrameworkTable.header

    func csv(_ index: Int, attribution: Text) -> [UInt8] {
        FrameworkTable.row(entries[index].listed.framework, attribution: attribution, url: url(index))
    }

    private func url(_ index: Int) -> String {
        FrameworkLinks(entries[index].listed, builder: links).url(.whole)
    }
}

extension [Listed] {
    /// In the order asked for, with the keys that make it.
    func ordered(by sort: Sort) -> [(key: OrderKey, listed: Listed)] {
        map { (key: sort.orderKey(of: $0.framework), listed: $0) }.sorted { $0.key < $1.key }
    }
}
