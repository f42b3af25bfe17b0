import HTTPTypes
import JSON
import Testing

@testable import API

struct ShortCodeTests {
    @Test(arguments: [
        ("/v1/frameworks/11-1111", "/v1/frameworks/11-1111.00"),
        ("/v1/frameworks/11-1111/levels/2?format=json", "/v1/frameworks/11-1111.00/levels/2?format=json"),
        ("/v1/frameworks/44-4444/versions/v.9/source", "/v1/frameworks/44-4444.00/versions/v.9/source"),
    ])
    func `a code without its extension leads to the only framework`(_ target: String, _ location: String) throws {
        let answer = try Client().get(target)
        #expect(answer.status == 307)
        #expect(answer[.location] == Client.base + location)
        #expect(answer[.cacheControl] == "max-age=60")
        #expect(answer.body.isEmpty)
    }

    @Test(arguments: ["22-2222", "22-2222/levels", "99-9999", "11-111", "11-1111.", "11-1111.0", "1-11111", "111111"])
    func `a code that means none or several is not found`(_ code: String) throws {
        let answer = try Client().get("/v1/frameworks/\(code)")
        #expect(answer.status == 404)
    }

    @Test func `several are candidates`() throws {
        let problem = try Client().get("/v1/frameworks/22-2222").json()
        #expect(
            problem["nearest"]?.elements.prefix(2).map { $0.string("title") } == ["lamp Trimmers", "Lamp Makers"])
    }
}
