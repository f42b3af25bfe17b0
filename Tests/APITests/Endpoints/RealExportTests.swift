import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

@Suite(.enabled(if: Environment.exports != nil, "RUNGS_TEST_EXPORTS names no folder"))
struct RealExportTests {
    @Test func `every source is served byte for byte, and every statement is reached`() throws {
        let snapshot = try snapshot()
        let client = try Client(snapshot)
        #expect(!snapshot.occupations.isEmpty)
        for versions in snapshot.occupations.prefix(50) {
            let base = "/v1/frameworks/\(versions.soc)"
            #expect(client.get("\(base)/source").body == versions.newest.source.bytes)
            let pages = try client.pages(from: "\(base)/statements?limit=7")
            let ids = versions.newest.levels.flatMap(\.statements).map(\.id.description)
            #expect(pages.flatMap(\.ids) == ids)
            for id in ids {
                #expect(client.get("/v1/statements/\(id)").status == 200)
            }
            let compressed = client.get(base, [.acceptEncoding: "gzip"])
            #expect(compressed.body == Gzip.compress(client.get(base).body))
        }
    }

    private func snapshot() throws -> Snapshot {
        let outcome = Loader.load(Loader.Options(paths: [try #require(Environment.exports)]))
        return Snapshot(
            generation: 1, occupations: occupations(outcome.frameworks), loadedAt: 4_000_000_000,
            rejected: outcome.rejected)
    }

    private func occupations(_ frameworks: [Framework]) -> [Snapshot.Versions] {
        Dictionary(grouping: frameworks, by: \.soc).values.compactMap { Snapshot.Versions($0) }
    }
}
