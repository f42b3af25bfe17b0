import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct SiteTests {
    @Test func `crawlers may read all but what has a query`() throws {
        let answer = try Client().get("/robots.txt")
        #expect(answer.text == "User-agent: *\nAllow: /\nDisallow: /*?\n")
        #expect(answer.response.representation?.type.contentType.description == "text/plain; charset=utf-8")
    }

    @Test func `the icon is a drawing that needs nothing which the policy of its answer forbids`() throws {
        let answer = try Client().get("/favicon.svg")
        #expect(answer.response.representation?.type.contentType.description == "image/svg+xml")
        #expect(answer.text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="))
        #expect(!answer.text.contains("style") && !answer.text.contains("href"))
    }

    @Test func `the catalog of APIs leads to what there is to know of this one`() throws {
        let client = try Client()
        let answer = client.get("/.well-known/api-catalog")
        let contexts = try #require(try answer.json()["linkset"]?.elements.map { $0 })
        #expect(answer.response.representation?.type == .linkset)
        #expect(contexts.map { $0.string("anchor") } == ["https://rungs.example/v1"])
        #expect(contexts[0].names == ["anchor", "service-desc", "service-meta", "describedby", "status"])
        for relation in contexts[0].members.dropFirst() {
            for target in relation.value.elements {
                let url = try #require(target.string("href"))
                let found = client.get(String(url.dropFirst(Client.base.count)))
                #expect(found.status == 200)
                #expect(found.response.representation?.type.name == target.string("type"))
            }
        }
    }

    @Test(arguments: ["/", "/v1", "/.well-known/api-catalog"])
    func `the catalog is linked where it is looked for, for HEAD too`(_ target: String) throws {
        let answer = try Client().send(.head, target)
        #expect(answer[.link]?.contains("<https://rungs.example/.well-known/api-catalog>; rel=\"api-catalog\"") == true)
    }
}
