import JSON
import TestSupport
import Testing
import rungs

/// Whoever starts at `/` and follows links gets everywhere, and nowhere else.
@Suite struct WalkTests {
    private static let exports = rungs.Process.environment["RUNGS_TEST_EXPORTS"]

    @Test(arguments: Walk.Way.all)
    func `every link leads to an answer, and all of the samples is linked`(way: Walk.Way) throws {
        try walk(way, data: HarnessBinary.samples)
    }

    @Test(.enabled(if: exports != nil, "RUNGS_TEST_EXPORTS is not set"), arguments: Walk.Way.all)
    func `every link leads to an answer, and all of the real export is linked`(way: Walk.Way) throws {
        try walk(way, data: try #require(Self.exports))
    }

    private func walk(_ way: Walk.Way, data: String) throws {
        let walk = try Walk(way, data: data)
        walk.follow(from: [
            ("/", 200), ("/v1/statements?limit=9&offset=18", 200),
            // What no link leads to, but people may ask for: it has links of its own.
            ("/v1/frameworks/", 308), ("/v1/frameworks/43-4121/levels", 307),
            ("/v1/frameworks/43-4121.99", 404), ("/v1/statements?levl=emerging", 400), ("/v1/frameworks?cursor=x", 400),
        ])
        #expect(walk.faults.count == 0, "\(walk.faults.prefix(10).joined(separator: "\n"))")
        #expect(walk.hosts == ["www.onetonline.org", "json-schema.org"])

        let expected = try Self.expected(of: data)
        #expect(expected.paths.subtracting(walk.walked) == [])
        for (soc, count) in expected.statements {
            #expect(walk.walked.count { $0.hasPrefix("/v1/statements/\(soc)-") } == count)
        }
        let problems = try json(walk.get("/problems"))
        #expect(walk.walked.count { $0.hasPrefix("/problems/") } == problems["page"]?["total"]?.integer)
        let schemas = try json(walk.get("/schemas/none"))["available"]?.elements.map { $0.text?.string ?? "" } ?? []
        #expect(Set(schemas.map { "/schemas/\($0)" }) == walk.walked.filter { $0.hasPrefix("/schemas/") })
        print("walked, \(way): \(walk.walked.count) addresses with \(walk.requests) requests")
    }

    private func json(_ response: RawResponse?) throws -> Value {
        try Document(parsing: try #require(response).body).root
    }

    /// What there must be, as the files say it: addresses, and how many statements an occupation has in all its
    /// versions.
    private static func expected(of data: String) throws -> (paths: Set<String>, statements: [String: Int]) {
        var paths: Set = [
            "/v1", "/v1/frameworks", "/v1/statements", "/v1/facets", "/v1/export", "/v1/changes", "/v1/changes.atom",
            "/problems", "/openapi.json", "/.well-known/api-catalog", "/readyz",
        ]
        var texts: [String: Set<String>] = [:]
        for (_, bytes) in Files.exports(in: data) {
            let export = try Document(parsing: bytes).root
            let soc = export["occupation"]?["soc"]?.text?.string ?? ""
            let version = export["framework"]?["version"]?.text?.string ?? ""
            let whole = "/v1/frameworks/\(soc)"
            let levels = export["framework"]?["levels"]?.members.map { $0 } ?? []
            for level in levels {
                texts[soc, default: []].formUnion(
                    level.value["statements"]?.elements.map { $0.text?.string ?? "" } ?? [])
            }
            for place in [whole, "\(whole)/versions/\(version)"] {
                paths.formUnion([place, "\(place)/levels", "\(place)/statements", "\(place)/source"])
                for level in levels {
                    paths.formUnion(["", "/statements"].map { "\(place)/levels/\(level.name.string)\($0)" })
                }
            }
            paths.insert("\(whole)/versions")
        }
        return (paths, texts.mapValues(\.count))
    }
}
