import HTTPTypes
import JSON
import Testing

@testable import API

struct PagingTests {
    static let lists = [
        "/v1/frameworks", "/v1/frameworks?version=v.1,v.2,v.9", "/v1/frameworks?group=Light", "/v1/statements",
        "/v1/statements?level=emerging,2", "/v1/statements?version=v.1,v.2", "/v1/frameworks?soc=none",
        "/v1/frameworks/11-1111.00/statements", "/v1/frameworks/11-1111.00/versions/v.1/statements?level=1",
        "/v1/frameworks/11-1111.00/levels/emerging/statements", "/v1/frameworks/11-1111.00/levels",
        "/v1/frameworks/11-1111.00/versions", "/problems", "/v1/changes", "/v1/changes?since=2025-01-01",
    ]
    static let sorts = ["soc", "-soc", "title", "-title", "jobZone", "-jobZone", "exportedAt", "-exportedAt"]

    @Test(arguments: lists, [1, 2, 3, 7, 500])
    func `following the cursor reaches every element once, in order`(_ list: String, _ limit: Int) throws {
        try expectAllReached(list, limit)
    }

    @Test(arguments: sorts, [1, 2, 3, 7])
    func `so it does in every order`(_ sort: String, _ limit: Int) throws {
        try expectAllReached("/v1/frameworks?sort=\(sort)&version=v.1,v.2,v.9,2025%2Ba", limit)
        try expectAllReached("/v1/statements?sort=\(sort)", limit)
        try expectAllReached("/v1/statements?sort=\(sort)&level=1,2&version=v.1,v.2", limit)
    }

    private func expectAllReached(_ list: String, _ limit: Int) throws {
        let client = try Client()
        let separator = list.contains("?") ? "&" : "?"
        let whole = try client.get("\(list)\(separator)limit=500").json()
        let pages = try client.pages(from: "\(list)\(separator)limit=\(limit)")
        #expect(pages.flatMap(\.data).map(\.verbatim) == whole.data.map(\.verbatim))
        let total = whole.data.count
        #expect(pages.count == max(1, (total + limit - 1) / limit))
        for (index, page) in pages.enumerated() {
            #expect(page["page"]?["total"]?.integer == total)
            #expect(page["page"]?["count"]?.integer == page.data.count)
            #expect(page["page"]?["offset"]?.integer == (index == 0 ? 0 : nil))
            #expect(page["links"]?["prev"] == nil)
            #expect(page["links"]?["last"] == nil)
            #expect(page.string("links", "first") == pages[0].string("links", "self"))
        }
    }

    @Test(arguments: lists, [1, 2, 3, 7])
    func `by offset, next and prev and last agree`(_ list: String, _ limit: Int) throws {
        let client = try Client()
        let separator = list.contains("?") ? "&" : "?"
        let whole = try client.get("\(list)\(separator)limit=500").json()
        let pages = try client.pages(from: "\(list)\(separator)limit=\(limit)&offset=0")
        #expect(pages.flatMap(\.data).map(\.verbatim) == whole.data.map(\.verbatim))
        for (index, page) in pages.enumerated() {
            #expect(page["page"]?["offset"]?.integer == index * limit)
            #expect(page.string("links", "prev") == (index == 0 ? nil : pages[index - 1].string("links", "self")))
            #expect(page.string("links", "last") == pages[pages.count - 1].string("links", "self"))
        }
    }

    @Test(arguments: [
        (5, 3, "offset=2", nil, "offset=11"), (13, 3, "offset=10", nil, "offset=13"),
        (99, 3, "offset=12", nil, "offset=12"), (14, 7, "offset=7", nil, "offset=7"),
        (2, 3, "offset=0", "offset=5", "offset=11"),
    ])
    func `an offset between or beyond pages has its neighbours`(
        _ offset: Int, _ limit: Int, _ previous: String, _ next: String?, _ last: String
    ) throws {
        // There are 14 statements.
        let page = try Client().get("/v1/statements?limit=\(limit)&offset=\(offset)").json()
        #expect(page.string("links", "prev")?.hasSuffix(previous) == true)
        if let next {
            #expect(page.string("links", "next")?.hasSuffix(next) == true)
        }
        #expect(page.string("links", "last")?.hasSuffix(last) == true)
        #expect(page["page"]?["offset"]?.integer == offset)
        #expect(page["page"]?["total"]?.integer == 14)
    }

    @Test func `the Link field says what the body says`() throws {
        let answer = try Client().get("/v1/statements?limit=3&offset=3&level=1")
        let links = try #require(try answer.json()["links"])
        let relations = ["first", "prev", "next", "last"].compactMap { relation in
            links[relation]?.text.map { "<\($0.string)>; rel=\"\(relation)\"" }
        }
        let contract = "<https://rungs.example/openapi.json>; rel=\"service-desc\""
        #expect(answer[.link] == (relations + [contract]).joined(separator: ", "))
        #expect(relations.count == 4)
    }
}
