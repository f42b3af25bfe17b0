import Catalog
import HTTP
import JSON

/// The loaded versions of one occupation, newest first.
struct VersionListing: Listing {
    private let versions: Snapshot.Versions
    private let newestFirst: [Framework]
    private let links: LinkBuilder

    init(_ versions: Snapshot.Versions, links: LinkBuilder) {
        self.versions = versions
        newestFirst = versions.all.reversed()
        self.links = links
    }

    var count: Int { newestFirst.count }

    func orderKey(at index: Int) -> OrderKey {
        var key = OrderKey()
        key.append(number: Int(newestFirst[index].exportedAt.milliseconds), isDescending: true)
        key.append(text: newestFirst[index].version.text.utf8, isDescending: true)
        return key
    }

    func framework(at index: Int) -> Framework? {
        newestFirst[index]
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let framework = newestFirst[index]
        writer.object { writer in
            writer.member("version", framework.version.text)
            writer.member("exportedAt", framework.exportedAt.text)
            writer.member("isLatest", framework === versions.newest)
            writer.member("levelCount", framework.levels.count)
            writer.member("statementCount", framework.statementCount)
            writer.name("links")
            writer.object { writer in
                writer.member("self", links.url(.version, [framework.soc.description, framework.version.text]))
            }
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }
}
