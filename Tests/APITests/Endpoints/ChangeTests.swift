import Catalog
import HTTP
import JSON
import Testing

@testable import API

struct ChangeTests {
    @Test func `there is one change for each version, oldest first`() throws {
        let body = try Client().get("/v1/changes").json()
        #expect(
            body.data.map { change in
                [
                    change.string("type"), change.string("soc"), change.string("version"),
                    change.string("previousVersion"),
                ].compactMap { $0 }.joined(separator: " ")
            } == [
                "framework.added 11-1111.00 v.1", "framework.added 22-2222.01 v.1",
                "framework.updated 11-1111.00 v.2 v.1", "framework.added 33-3333.00 2025+a",
                "framework.added 22-2222.02 v.1", "framework.added 44-4444.00 v.9",
            ])
    }

    @Test func `a change to the byte`() throws {
        let body = try Client().get("/v1/changes?limit=1&offset=2").json()
        let framework = "https://rungs.example/v1/frameworks/11-1111.00"
        #expect(
            body.data.first?.verbatim.string
                == compact(
                    """
                    {"type":"framework.updated","soc":"11-1111.00","title":"Bell Founders","version":"v.2",
                    "previousVersion":"v.1","exportedAt":"2025-02-03T04:05:06.500Z",
                    "links":{"self":"\(framework)/versions/v.2","framework":"\(framework)"}}
                    """))
        #expect(body.names == ["data", "page", "links", "attribution"])
    }

    @Test(arguments: [
        ("2024-02-03T04:05:06Z", 6), ("2024-02-03T04:05:06.001Z", 5), ("2025-02-03T04:05:06.500Z", 4),
        ("2025-02-03T04:05:06.5Z", 4), ("2025-02-03T04:05:06.501Z", 3), ("2025-03-01T00:00:00%2B01:00", 3),
        ("2025-03-01T00:00:00+01:00", 3), ("2025-03-01T00:00:00", 2), ("2025-03-01", 2), ("2030-01-01", 1),
        ("2030-01-01T00:00:01Z", 0), ("0001-01-01", 6), ("9999-12-31", 0),
    ])
    func `since is inclusive, so that who polls misses nothing`(_ since: String, _ count: Int) throws {
        let body = try Client().get("/v1/changes?since=\(since)").json()
        #expect(body.data.count == count)
        #expect(body["page"]?["total"]?.integer == count)
    }

    @Test(arguments: [
        "yesterday", "", "2025-13-01", "2025-2-1", "1738555506", "2025-03-01 00:00:00", "2025-03-01T24:00:00Z",
    ])
    func `an instant that is none is refused with what would be one`(_ since: String) throws {
        for path in ["/v1/changes", "/v1/changes.atom"] {
            let answer = try Client().get("\(path)?since=\(since.split(separator: " ").joined(separator: "%20"))")
            let problem = try answer.json()
            let example = try #require(problem.firstError?.string("example"))
            #expect(answer.status == 400)
            #expect(answer.response.errorType == "invalid-parameter")
            #expect(problem.firstError?.string("name") == "since")
            #expect(problem.string("detail")?.contains("'\(example)'") == true)
            #expect(try Client().get("\(path)?since=\(example)").status == 200)
        }
    }

    @Test func `polling with the last instant that was seen finds each new version`() throws {
        let frameworks = try Samples.frameworks().sorted { $0.exportedAt.milliseconds < $1.exportedAt.milliseconds }
        let client = try Client(try Samples.snapshot([]))
        var seen: [String] = []
        var since = "1970-01-01"
        for count in 1...frameworks.count {
            client.store.publish(try Samples.snapshot(Array(frameworks.prefix(count))))
            let entries = try client.get("/v1/changes?since=\(since)").json()
            seen += entries.frameworks.filter { !seen.contains($0) }
            since = try #require(entries.data.last?.string("exportedAt"))
        }
        #expect(seen == frameworks.map { "\($0.soc) \($0.version)" })
    }
}
