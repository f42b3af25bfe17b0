import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct NegotiationTests {
    @Test(arguments: [
        (nil, "json"), ("", "json"), ("*/*", "json"), ("text/csv", "csv"), ("application/x-ndjson", "ndjson"),
        ("application/*", "json"), ("text/*", "csv"), ("text/csv, application/json", "json"),
        ("text/csv;q=0.9, application/json;q=0.8", "csv"), ("application/json;q=0, */*", "csv"),
        ("*/*, application/json;q=0.1, text/csv;q=0.2", "ndjson"), ("TEXT/CSV", "csv"),
        ("text/csv;charset=utf-8", "csv"), ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
    ])
    func `the best acceptable type is answered`(_ accept: String?, _ format: String) throws {
        var fields: HTTPFields = [:]
        fields[.accept] = accept
        let answer = try Client().get("/v1/frameworks", fields)
        #expect(answer.status == 200)
        #expect(answer.response.representation?.type.format?.description == format)
        #expect(answer.response.representation?.types.count == 3)
    }

    @Test(arguments: [
        "text/html", "image/*", "*/*;q=0", "application/json;q=0, text/csv;q=0, application/x-ndjson;q=0",
    ])
    func `nothing acceptable is not acceptable`(_ accept: String) throws {
        #expect(try Client().get("/v1/frameworks", [.accept: accept]).status == 406)
    }

    @Test(arguments: ["json", "csv", "ndjson"])
    func `format beats Accept, and the target then has that one type`(_ format: String) throws {
        let answer = try Client().get("/v1/statements?format=\(format)", [.accept: "image/png"])
        #expect(answer.status == 200)
        #expect(answer.response.representation?.types.map { $0.format?.description } == [format])
        #expect(answer[.vary] == "Accept, Accept-Encoding")
    }

    @Test(arguments: RouteName.allCases)
    func `every type of every route is answered`(_ name: RouteName) throws {
        let client = try Client()
        let route = try #require(RouteTable.ofAPI.routes.first { $0.name == name })
        for type in route.types {
            let answer = client.get(try name.example(), [.accept: "\(type.type)/\(type.subtype)"])
            #expect(answer.status == 200)
            #expect(answer.response.representation?.type == type)
            #expect(answer.steps == nil)
            #expect(!answer.body.isEmpty)
        }
    }
}
