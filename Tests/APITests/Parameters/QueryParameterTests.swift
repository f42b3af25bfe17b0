import HTTP
import JSON
import Testing

@testable import API

struct QueryParameterTests {
    @Test(arguments: [
        ("/v1/statements?levl=emerging", "levl", "level"),
        ("/v1/frameworks?jobzone=2", "jobzone", "jobZone"),
        ("/v1/frameworks?Sort=soc", "Sort", "sort"),
        ("/v1/frameworks?lmit=2", "lmit", "limit"),
        ("/v1/frameworks?%3Cscript%3E=1", "<script>", nil),
        ("/v1?limit=2", "limit", nil),
        ("/v1/frameworks?level=emerging", "level", nil),
        ("/v1/frameworks?q=library", "q", nil),
        ("/livez?verbose", "verbose", nil),
    ])
    func `an unknown parameter is named, with what is known and the nearest`(
        _ target: String, _ name: String, _ suggestion: String?
    ) throws {
        let answer = try Client().get(target)
        let problem = try answer.json()
        #expect(answer.status == 400)
        #expect(problem.string("code") == "unknown-parameter")
        let error = try #require(problem.firstError)
        #expect(error.string("in") == "query")
        #expect(error.string("name") == name)
        #expect(error["allowed"]?.kind == .array)
        if let suggestion {
            #expect(error.string("suggestion") == suggestion)
            #expect(problem.string("detail")?.contains("'\(suggestion)'") == true)
        }
    }

    @Test func `every unknown name is told once, up to ten`() throws {
        let query = (0..<30).flatMap { ["x\($0)", "x\($0)"] }.joined(separator: "&")
        let problem = try Client().get("/v1/statements?\(query)").json()
        #expect(problem["errors"]?.elements.map { $0.string("name") } == (0..<10).map { "x\($0)" })
    }

    @Test(arguments: ["/v1/frameworks?utm_source=mail&utm_x=1", "/v1?utm_medium", "/livez?utm_a=b&utm_a=b"])
    func `campaign tags are ignored and come into no link`(_ target: String) throws {
        let answer = try Client().get(target)
        #expect(answer.status == 200)
        #expect(!answer.text.contains("utm_"))
    }

    @Test func `unknown parameters are ignored where that is set`() throws {
        var options = Application.Options(serverVersion: "1")
        options.isQueryStrict = false
        let answer = try Client(options: options).get("/v1/frameworks?levl=1&limit=1")
        #expect(answer.status == 200)
        #expect(try answer.json().string("links", "self") == "https://rungs.example/v1/frameworks?limit=1")
    }

    @Test(arguments: [
        "/v1/frameworks?limit=1&limit=1", "/v1/frameworks?soc=a&soc=b", "/v1/statements?level=1&level=2",
        "/v1/frameworks?sort=soc&limit=1&sort=soc", "/v1/frameworks?format=json&format=json",
        "/v1/frameworks?cursor=a&offset=1", "/v1/frameworks?cursor=&offset=0",
    ])
    func `parameters that exclude each other or stand twice are in conflict`(_ target: String) throws {
        let answer = try Client().get(target)
        #expect(answer.status == 400)
        #expect(answer.response.errorType == "conflicting-parameters")
    }

    @Test(arguments: ["group=Light&group=33", "title=lamp&title=bell"])
    func `group and title may be repeated`(_ query: String) throws {
        #expect(try Client().get("/v1/frameworks?\(query)").status == 200)
    }

    @Test(arguments: [
        ("limit=0", "limit", 1), ("limit=-1", "limit", 1), ("limit=", "limit", 1), ("limit=x", "limit", 1),
        ("limit=1.0", "limit", 1), ("limit=%201", "limit", 1), ("limit=+1", "limit", 1), ("limit=٣", "limit", 1),
        ("offset=-1", "offset", 0), ("offset=1e3", "offset", 0), ("offset", "offset", 0),
    ])
    func `a number that is none, or too small, is refused with the least`(
        _ query: String, _ name: String, _ minimum: Int
    ) throws {
        let encoded = query.split(separator: "٣", omittingEmptySubsequences: false).joined(separator: "%D9%A3")
        let answer = try Client().get("/v1/statements?\(encoded)")
        let error = try #require(try answer.json().firstError)
        #expect(answer.status == 400)
        #expect(answer.response.errorType == "invalid-parameter")
        #expect(error.string("name") == name)
        #expect(error["minimum"]?.integer == minimum)
    }

    @Test(arguments: ["501", "9999", "99999999999999999999999999"])
    func `a limit above the maximum is clamped, and that is said`(_ limit: String) throws {
        let page = try Client().get("/v1/statements?limit=\(limit)").json()
        #expect(page["page"]?["limit"]?.integer == 500)
    }

    @Test func `without a limit the default holds`() throws {
        var options = Application.Options(serverVersion: "1")
        options.pageLimit = 2
        options.maximumPageLimit = 3
        let client = try Client(options: options)
        #expect(try client.get("/v1/statements").json()["page"]?["limit"]?.integer == 2)
        #expect(try client.get("/v1/statements?limit=4").json()["page"]?["limit"]?.integer == 3)
    }

    @Test(arguments: [
        ("/v1/frameworks?sort=name", "sort", "soc"), ("/v1/frameworks?sort=Title", "sort", "title"),
        ("/v1/frameworks?sort=relevance", "sort", "soc"), ("/v1/frameworks?sort=", "sort", "soc"),
        ("/v1/frameworks?sort=--soc", "sort", "-soc"), ("/v1?format=csv", "format", "json"),
        ("/v1/frameworks?format=cvs", "format", "csv"), ("/v1/frameworks?format=JSON", "format", "json"),
    ])
    func `a value that is not one of the allowed is refused with them`(
        _ target: String, _ name: String, _ allowed: String
    ) throws {
        let answer = try Client().get(target)
        let error = try #require(try answer.json().firstError)
        #expect(answer.status == 400)
        #expect(answer.response.errorType == "invalid-parameter")
        #expect(error.string("name") == name)
        #expect(error["allowed"]?.elements.contains { $0.text?.string == allowed } == true)
    }
}
