import Catalog
import HTTP
import JSON

/// What supervisors and load balancers ask.
enum HealthEndpoints {
    /// The process can answer.
    @Sendable static func livez(_ call: Call) throws(Problem) -> Content {
        var writer = Writer()
        writer.object { $0.member("status", "live") }
        return Content(.bytes(writer.bytes), cache: .noStore)
    }

    /// The server wants requests: it has data, always, because it listens only then, and is not about to end.
    @Sendable static func readyz(_ call: Call) throws(Problem) -> Content {
        guard !call.isDraining else { throw .draining }
        let snapshot = call.snapshot
        var writer = Writer()
        writer.object { writer in
            writer.member("status", "ready")
            writer.name("dataset")
            writer.object { writer in
                writer.member("revision", snapshot.revision)
                writer.member("frameworks", snapshot.frameworkCount)
                writer.member("rejected", snapshot.rejected.count)
                writer.member("loadedAt", RFC3339.text(snapshot.loadedAt))
            }
        }
        return Content(.bytes(writer.bytes), cache: .noStore)
    }

    @Sendable static func version(_ call: Call) throws(Problem) -> Content {
        var writer = Writer()
        writer.object { Product.writeMembers(to: &$0, options: call.options) }
        return Content(.bytes(writer.bytes), cache: .noStore)
    }
}
