import Catalog
import HTTP
import JSON
import Testing

@testable import API

struct BatchTests {
    /// Of the samples: one that both versions have, one that only the older has, one of another occupation.
    private func ids() throws -> [String] {
        let founders = try #require(SOC(Samples.founders))
        return [
            Samples.id("Wick — trims it", soc: try #require(SOC("22-2222.01"))).description,
            Samples.id("Sweeps the pit", soc: founders).description, try Samples.example().description,
        ]
    }

    @Test func `the statements are in the order asked, each once, and what is not there is told`() throws {
        let client = try Client()
        let ids = try ids()
        let asked = [ids[0], "none", ids[1], ids[0].uppercased(), ids[2], ids[0], "none"]
        let target = "/v1/statements:batchGet?id=\(asked.joined(separator: ","))"
        let body = try client.get(target).json()
        #expect(body.names == ["data", "missing", "links", "attribution"])
        #expect(body.ids == ids)
        #expect(body["missing"]?.elements.map { $0.text?.string } == ["none", ids[0].uppercased()])
        #expect(body["attribution"]?.firstElement?.string("text") == "© The Guild")
        for (id, element) in zip(ids, body.data) {
            let one = client.get("/v1/statements/\(id)").text
            #expect(one.hasPrefix(element.verbatim.string.dropLast() + ",\"attribution\":"))
        }
    }

    @Test func `an id that only an older version knows is answered from that one`() throws {
        let id = try ids()[1]
        let body = try Client().get("/v1/statements:batchGet?id=\(id)").json()
        #expect(body.data.first?.string("version") == "v.1")
        #expect(body.data.first?.string("lastSeen") == "v.1")
        #expect(body.data.first?.string("links", "framework")?.hasSuffix("/versions/v.1") == true)
        #expect(body["missing"]?.elements.isEmpty == true)
    }

    @Test(arguments: ["csv", "ndjson"])
    func `rows are those of each statement, and the missing are not there`(_ format: String) throws {
        let client = try Client()
        let ids = try ids()
        let answer = client.get("/v1/statements:batchGet?id=\(ids.joined(separator: ",")),none&format=\(format)")
        let rows = ids.map { client.get("/v1/statements/\($0)?format=\(format)").text }
        let header = format == "csv" ? rows[0].prefix { $0 != "\r\n" } + "\r\n" : ""
        #expect(answer.text == header + rows.map { $0.dropFirst(header.count) }.joined())
    }

    @Test(arguments: ["", "?id=", "?id=,,", "?format=json"])
    func `to ask for none is an error that says how many may be asked for`(_ query: String) throws {
        let answer = try Client().get("/v1/statements:batchGet\(query)")
        #expect(answer.status == 400)
        #expect(answer.response.errorType == "invalid-parameter")
        #expect(try answer.json().firstError?["maximum"]?.integer == 100)
    }

    @Test(arguments: [(100, 200), (101, 400)])
    func `a hundred may be asked for`(_ count: Int, _ status: Int) throws {
        let ids = (0..<count).map { "a\($0)" }.joined(separator: ",")
        let answer = try Client().get("/v1/statements:batchGet?id=\(ids)")
        #expect(answer.status == status)
        let error = try answer.json().firstError
        #expect(error?["maximum"]?.integer == (status == 400 ? 100 : nil))
        #expect(error?.string("name") == (status == 400 ? "id" : nil))
    }

    @Test func `ids are one list and not several`() throws {
        let answer = try Client().get("/v1/statements:batchGet?id=a&id=b")
        #expect(answer.response.errorType == "conflicting-parameters")
        #expect(try answer.json().string("detail")?.contains("commas") == true)
    }
}
