import Catalog
import HTTP
import JSON
import Testing

@testable import API

struct CursorTests {
    @Test(arguments: PagingTests.sorts)
    func `a cursor survives that elements come and go`(_ sort: String) throws {
        let frameworks = try Samples.frameworks()
        let client = try Client(try Samples.snapshot(frameworks))
        let target = "/v1/frameworks?sort=\(sort)&limit=1"
        let order = try client.get("/v1/frameworks?sort=\(sort)").json().frameworks
        var next: String? = target
        for position in order.indices {
            let page = try client.get(try #require(next)).json()
            next = page.string("links", "next").map { String($0.dropFirst(Client.base.count)) }
            guard let next else { break }
            // Whichever occupation goes, the page goes on after the place where it was.
            for gone in order {
                let left = frameworks.filter { !gone.hasPrefix($0.soc.description) }
                let smaller = try Client(try Samples.snapshot(generation: 2, left))
                let expected = order[(position + 1)...].first { $0 != gone }
                #expect(try smaller.get(next).json().frameworks.first == expected)
            }
        }
    }

    @Test func `a cursor goes on after a statement that is gone`() throws {
        func framework(_ statements: [[String]]) throws -> Framework {
            try Samples.framework(
                "10-0000.00", "Counters", group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 0), attribution: nil,
                levels: Samples.levels(statements, soc: "10-0000.00"))
        }
        let before = try Client(try Samples.snapshot([try framework([["One", "Two", "Three"], ["Four"], [], []])]))
        let page = try before.get("/v1/statements?limit=2").json()
        let next = String(try #require(page.string("links", "next")).dropFirst(Client.base.count))
        for (statements, rest) in [
            ([["One", "Two", "Three", "New"], ["Four"], [], []], ["Three", "New"]),
            ([["One"], ["Four", "Five"], [], []], ["Four", "Five"]),
            ([[], [], [], ["Six"]], ["Six"]),
            ([["One"], [], [], []], []),
        ] {
            let after = try Client(try Samples.snapshot(generation: 2, [try framework(statements)]))
            #expect(try after.get(next).json().data.map { $0.string("statement") } == rest)
        }
    }

    @Test(arguments: [
        "limit=2&sort=title", "limit=2&level=1", "limit=2&soc=11-1111.00", "limit=2&version=v.1", "limit=2&sort=-soc",
    ])
    func `with another order or other filters a cursor is refused`(_ query: String) throws {
        let client = try Client()
        let cursor = try cursor(of: "/v1/statements?limit=2", client)
        let answer = client.get("/v1/statements?\(query)&cursor=\(cursor)")
        #expect(answer.status == 400)
        let problem = try answer.json()
        #expect(problem.string("code") == "invalid-cursor")
        let first = try #require(problem.string("links", "first"))
        #expect(try client.get(String(first.dropFirst(Client.base.count))).json().string("links", "self") == first)
    }

    @Test func `a cursor of another list is refused`() throws {
        let client = try Client()
        let cursor = try cursor(of: "/v1/frameworks/11-1111.00/statements?limit=1", client)
        for list in [
            "/v1/statements", "/v1/frameworks", "/v1/frameworks/11-1111.00/versions/v.2/statements",
            "/v1/frameworks/22-2222.01/statements", "/v1/frameworks/11-1111.00/levels/emerging/statements",
        ] {
            #expect(client.get("\(list)?cursor=\(cursor)").status == 400)
        }
    }

    @Test func `another limit, another form and another name of the list are no obstacle`() throws {
        let client = try Client()
        let cursor = try cursor(of: "/v1/frameworks/11-1111.00/levels/1/statements?limit=1", client)
        for target in [
            "/v1/frameworks/11-1111.00/levels/emerging/statements?limit=5&cursor=\(cursor)",
            "/v1/frameworks/11-1111.00/versions/latest/levels/1/statements?cursor=\(cursor)&format=csv",
        ] {
            #expect(client.get(target).status == 200)
        }
    }

    @Test func `no other bytes are a cursor`() throws {
        let client = try Client()
        let cursor = try cursor(of: "/v1/statements?limit=2", client)
        for garbage in ["", "x", "AAAA", "%C3%A9", cursor + "A", String(cursor.dropLast()), cursor.lowercased()] {
            let answer = client.get("/v1/statements?cursor=\(garbage)")
            #expect(answer.status == 400, "\(garbage)")
            #expect(answer.response.errorType == "invalid-cursor")
        }
        for index in cursor.indices {
            let changed = cursor[..<index] + (cursor[index] == "A" ? "B" : "A") + cursor[cursor.index(after: index)...]
            #expect(client.get("/v1/statements?cursor=\(changed)").status == 400, "\(changed)")
        }
    }

    @Test func `a cursor fits into a URL however long a title is`() throws {
        let long = String(repeating: "é", count: 100_000)
        let frameworks = try [1, 2].map { number in
            try Samples.framework(
                "10-000\(number).00", long, group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 0), attribution: nil,
                levels: Samples.levels([["One — two"], [], [], []], soc: "10-000\(number).00"))
        }
        let client = try Client(try Samples.snapshot(frameworks))
        let cursor = try cursor(of: "/v1/frameworks?sort=title&limit=1", client)
        #expect(cursor.utf8.count < 1024)
        #expect(try client.pages(from: "/v1/frameworks?sort=title&limit=1").count == 2)
    }

    private func cursor(of target: String, _ client: Client) throws -> String {
        let next = try #require(try client.get(target).json().string("links", "next"))
        let text = try #require(next.split(separator: "?").last)
        let query = try #require(Query(parsing: text))
        return try #require(query.items.first { $0.name == "cursor" }).value
    }
}
