import Catalog
import HTTP
import JSON

/// The versions that came, one after the other.
struct ChangeListing: Listing {
    /// Oldest first.
    private let changes: ArraySlice<Change>
    private let isNewestFirst: Bool
    private let links: LinkBuilder

    /// - Parameter since: milliseconds since 1970; a version of that very instant is in it.
    init(of snapshot: Snapshot, since: Int64?, isNewestFirst: Bool = false, links: LinkBuilder) {
        changes = snapshot.changes[(since.map(snapshot.firstChange) ?? 0)...]
        self.isNewestFirst = isNewestFirst
        self.links = links
    }

    var count: Int { changes.count }

    subscript(index: Int) -> Change {
        changes[isNewestFirst ? changes.endIndex - 1 - index : changes.startIndex + index]
    }

    /// The latest of all.
    var newest: Change? { changes.last }

    func orderKey(at index: Int) -> OrderKey {
        let framework = self[index].framework
        var key = OrderKey()
        key.append(number: Int(framework.exportedAt.milliseconds), isDescending: isNewestFirst)
        key.append(text: framework.soc.description.utf8, isDescending: isNewestFirst)
        key.append(text: framework.version.text.utf8, isDescending: isNewestFirst)
        return key
    }

    func framework(at index: Int) -> Framework? {
        self[index].framework
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        let change = self[index]
        let framework = change.framework
        let soc = framework.soc.description
        writer.object { writer in
            writer.member("type", change.type)
            writer.member("soc", soc)
            writer.member("title", framework.occupation.title)
            writer.member("version", framework.version.text)
            writer.member("previousVersion", change.previous?.version.text)
            writer.member("exportedAt", framework.exportedAt.text)
            writer.name("links")
            writer.object { writer in
                writer.member("self", links.url(.version, [soc, framework.version.text]))
                writer.member("framework", links.url(.framework, [soc]))
            }
            if let attribution {
                writer.attribution(attribution)
            }
        }
    }
}

extension Change {
    var type: String {
        previous == nil ? "framework.added" : "framework.updated"
    }
}

extension Snapshot {
    /// Where the changes begin that are not before an instant.
    fileprivate func firstChange(since milliseconds: Int64) -> Int {
        changes.partitioningIndex { $0.framework.exportedAt.milliseconds >= milliseconds }
    }
}
