import Catalog
import JSON
import Testing

@testable import API

struct FacetTests {
    private static let filters = [
        "", "?group=Light", "?group=22&group=Crafts%20%26%20Metal", "?sector=33", "?jobZone=1,3", "?version=v.1",
        "?version=v.1,v.2&sector=33", "?soc=11-1111.00,33-3333.00", "?title=lamp", "?group=none",
    ]

    @Test func `the counts of all frameworks`() throws {
        let facets = try #require(try Client().get("/v1/facets").json()["facets"])
        #expect(facets.names == ["group", "sector", "jobZone", "version", "level"])
        let counts = facets.members.map { facet in
            facet.value.elements.map { "\($0["value"]?.verbatim.string ?? ""): \($0["count"]?.integer ?? -1)" }
        }
        #expect(
            counts == [
                ["\"Light\": 3", "\"Crafts & Metal\": 1"], ["\"33\": 3", "\"44\": 1"], ["3: 2", "1: 1", "2: 1"],
                // Every loaded version: so a list with `version` has them.
                ["\"v.1\": 3", "\"2025+a\": 1", "\"v.2\": 1", "\"v.9\": 1"],
                [
                    "\"emerging\": 5", "\"developing\": 4", "\"novice\": 2", "\"Master\": 1", "\"advanced\": 1",
                    "\"proficient\": 1",
                ],
            ])
    }

    @Test(arguments: filters)
    func `every count is the total of the list that its link leads to`(_ query: String) throws {
        let client = try Client()
        let body = try client.get("/v1/facets\(query)").json()
        #expect(body.names == ["frameworks", "statements", "facets", "links", "attribution"])
        let lists = try #require(body["links"])
        var linked = [
            (lists.string("frameworks"), body["frameworks"]), (lists.string("statements"), body["statements"]),
        ]
        for facet in try #require(body["facets"]).members {
            for value in facet.value.elements {
                let name = facet.name.string == "level" ? "statements" : "frameworks"
                linked.append((value.string("links", name), value["count"]))
            }
        }
        for case (let url?, let count) in linked {
            let page = try client.get(String(url.dropFirst(Client.base.count))).json()["page"]
            #expect(page?["total"]?.integer == count?.integer, "\(url)")
        }
        // Lists of statements know no title.
        #expect((lists.string("statements") == nil) == query.contains("title"))
    }

    @Test(arguments: filters)
    func `the credits are those of what is counted`(_ query: String) throws {
        let client = try Client()
        let listed = try client.get("/v1/frameworks\(query)").json()["attribution"]
        #expect(try client.get("/v1/facets\(query)").json()["attribution"]?.verbatim.string == listed?.verbatim.string)
    }

    @Test func `the form of the counts is not that of the lists that they lead to`() throws {
        let client = try Client()
        let plain = try client.get("/v1/facets?sector=33").json()
        let formed = try client.get("/v1/facets?sector=33&format=json&pretty=1&fields=facets,links").json()
        let group = try #require(formed["facets"]?["group"]?.firstElement?.string("links", "frameworks"))
        #expect(group == plain["facets"]?["group"]?.firstElement?.string("links", "frameworks"))
        #expect(client.get(String(group.dropFirst(Client.base.count))).status == 200)
        #expect(formed.string("links", "frameworks") == plain.string("links", "frameworks"))
        #expect(formed.string("links", "self") != plain.string("links", "self"))
    }

    @Test func `a value with a comma has no link, since the comma would end it`() throws {
        let framework = try Samples.framework(
            Samples.founders, "Bell Founders", group: "Bells, Large", sector: "3,4", jobZone: nil, isInferred: nil,
            version: "v.1", exportedAt: ("2024-02-03", 0), attribution: nil,
            levels: Samples.levels([["a"], [], [], []], soc: Samples.founders))
        let facets = try Client(try Samples.snapshot([framework])).get("/v1/facets").json()["facets"]
        #expect(facets?["sector"]?.firstElement?.names == ["value", "count"])
        #expect(
            facets?["group"]?.firstElement?.string("links", "frameworks")
                == "https://rungs.example/v1/frameworks?group=Bells%2C%20Large")
    }

    @Test func `of many frameworks it is made elsewhere than on the worker`() throws {
        let levels = Samples.levels([["a"], [], [], []], soc: Samples.founders)
        let frameworks = try (0...10_000).map { number in
            try Samples.framework(
                Samples.founders, "Bell Founders", group: "Light", sector: nil, jobZone: nil, isInferred: nil,
                version: "v\(number)", exportedAt: ("2024-02-03", Int64(number)), attribution: nil, levels: levels)
        }
        let answer = try Client(try Samples.snapshot(frameworks)).get("/v1/facets?group=Light")
        #expect(answer.isDeferred)
        #expect(answer.status == 200)
        #expect(try answer.json()["facets"]?["version"]?.elements.count { $0["count"]?.integer == 1 } == 10_001)
        #expect(try !Client().get("/v1/facets").isDeferred)
    }
}
