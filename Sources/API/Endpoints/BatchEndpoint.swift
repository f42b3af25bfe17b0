import Catalog
import HTTP
import JSON

enum BatchEndpoint {
    /// Several statements by their ids, each once, in the order in which they were asked for. In `missing` is what no
    /// loaded version has; as rows it is just not there.
    @Sendable static func get(_ call: Call) throws(Problem) -> Content {
        var found: [StatementInPlace] = []
        var missing: [String] = []
        for text in try ids(call) {
            if let id = StatementID(text), let place = call.snapshot.place(of: id) {
                found.append(place)
            } else {
                missing.append(text)
            }
        }
        let listing = StatementSelection(found, links: call.links)
        guard call.type == .json else {
            return Content(.bytes(listing.rows(as: call.type, call.form).joined()), cache: .newest)
        }
        var writer = Writer(reserving: 256 + found.count * 512)
        writer.object { writer in
            writer.name("data")
            writer.array { writer in
                for index in 0..<listing.count {
                    listing.write(index, attribution: nil, to: &writer)
                }
            }
            writer.member("missing", missing)
            writer.name("links")
            writer.object { $0.member("self", call.links.url(.statementBatch, [], query: call.arguments.query)) }
            writer.attribution(listing.attribution(of: 0..<listing.count))
        }
        return Content(.bytes(writer.bytes), cache: .newest)
    }

    /// What was asked for, each once.
    private static func ids(_ call: Call) throws(Problem) -> [String] {
        let ids = call.arguments.list(.id) ?? []
        guard !ids.isEmpty else {
            throw .invalidParameter(
                .id, "Parameter 'id' must name 1 to \(mostIDs) statements, separated by commas.", maximum: mostIDs)
        }
        guard ids.count <= mostIDs else {
            throw .invalidParameter(
                .id, "Parameter 'id' names \(ids.count) statements; ask for at most \(mostIDs) at once.",
                maximum: mostIDs)
        }
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }

    static let mostIDs = 100
}
