import Catalog
import HTTP
import JSON

/// What errors there are, in the order of their statuses.
struct ProblemListing: Listing {
    private let codes = ProblemCode.allCases
    private let links: LinkBuilder

    init(links: LinkBuilder) {
        self.links = links
    }

    var count: Int { codes.count }

    func orderKey(at index: Int) -> OrderKey {
        var key = OrderKey()
        key.append(number: index)
        return key
    }

    func framework(at index: Int) -> Framework? {
        nil
    }

    func write(_ index: Int, attribution: [Attribution]?, to writer: inout Writer) {
        writer.object { writer in codes[index].writeMembers(to: &writer, links: links) }
    }
}

extension ProblemCode {
    func writeMembers(to writer: inout Writer, links: LinkBuilder) {
        let url = links.url(.problem, [rawValue])
        writer.member("code", rawValue)
        writer.member("type", url)
        writer.member("status", meaning.status)
        writer.member("title", meaning.title)
        writer.member("meaning", meaning.meaning)
        writer.member("remedy", meaning.remedy)
        writer.name("links")
        writer.object { $0.member("self", url) }
    }
}
