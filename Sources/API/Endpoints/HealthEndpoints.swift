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
                if !snapshot.stale.isEmpty {
                    writer.name("stale")
                    writer.array { for file in snapshot.stale.prefix(staleBound) { $0.string(file) } }
                }
                writer.member("loadedAt", RFC3339.text(snapshot.loadedAt))
            }
            // Ready all the same: what was served is served.
            if let refusal = call.reloads.refusal {
                writer.name("reload")
                writer.object { writer in
                    writer.member("status", "refused")
                    writer.member("reason", refusal.reason)
                    writer.member("at", RFC3339.text(refusal.time))
                }
            }
        }
        return Content(.bytes(writer.bytes), cache: .noStore)
    }

    /// Files that are named one by one: a probe asks often.
    private static let staleBound = 100

    @Sendable static func version(_ call: Call) throws(Problem) -> Content {
        var writer = Writer()
        writer.object { Product.writeMembers(to: &$0, options: call.options) }
        return Content(.bytes(writer.bytes), cache: .noStore)
    }
}
