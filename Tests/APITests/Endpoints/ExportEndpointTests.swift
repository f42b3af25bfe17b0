import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct ExportEndpointTests {
    @Test func `a line is a framework as it is alone`() throws {
        let client = try Client()
        let lines = client.get("/v1/export?format=ndjson").text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "")
        let socs = client.store.snapshot.occupations.map(\.soc.description)
        #expect(lines.count == socs.count + 1)
        for (line, soc) in zip(lines, socs) {
            #expect(String(line) == client.get("/v1/frameworks/\(soc)?format=ndjson").text.dropLast())
        }
    }

    @Test func `the object holds the same, and the credits of all`() throws {
        let client = try Client()
        let export = try client.get("/v1/export").json()
        #expect(export.names == ["data", "links", "attribution"])
        for framework in export.data {
            let soc = try #require(framework.string("soc"))
            #expect(framework.verbatim.string == client.get("/v1/frameworks/\(soc)").text)
        }
        #expect(export.data.count == 5)
        #expect(export.string("links", "self") == "https://rungs.example/v1/export")
        #expect(
            export["attribution"]?.verbatim.string == (try client.get("/v1").json())["attribution"]?.verbatim.string)
    }

    @Test func `the table is that of all statements`() throws {
        let client = try Client()
        #expect(client.get("/v1/export?format=csv").text == client.get("/v1/statements?format=csv").text)
        #expect(
            client.get("/v1/export?format=csv&bom=1&delimiter=tab").text
                == client.get("/v1/statements?format=csv&bom=1&delimiter=tab").text)
    }

    @Test(
        arguments: [
            ("soc=11-1111.00", ["v.2"]), ("version=v.1", ["v.1", "v.1", "v.1"]), ("soc=none", []),
            ("group=Light&jobZone=3", ["v.9"]), ("soc=11-1111.00&version=v.1,v.2", ["v.1", "v.2"]),
        ] as [(String, [String])])
    func `it is filtered as the list of frameworks is`(_ query: String, _ versions: [String]) throws {
        let client = try Client()
        let export = try client.get("/v1/export?\(query)").json()
        #expect(export.data.compactMap { $0.string("version") } == versions)
        #expect(client.get("/v1/export?format=ndjson&\(query)").text.split(separator: "\n").count == versions.count)
        #expect(try client.get("/v1/frameworks?\(query)").json().data.compactMap { $0.string("version") } == versions)
    }

    @Test func `its form can be chosen`() throws {
        let client = try Client()
        let lines = client.get("/v1/export?format=ndjson&fields=soc,levels.key").text.split(separator: "\n")
        #expect(
            try Document(parsing: Array(try #require(lines.first).utf8)).root.names == ["soc", "levels", "attribution"])
        #expect(
            try client.get("/v1/export?fields=soc").json().data.map(\.names).allSatisfy {
                $0 == ["soc", "attribution"]
            })
        let pretty = client.get("/v1/export?pretty=1")
        #expect(pretty.text.hasPrefix("{\n  \"data\": [\n    {\n      \"soc\": \"11-1111.00\",\n"))
        #expect(pretty.text.hasSuffix("\n  ]\n}\n"))
        #expect(try pretty.json().data.count == 5)
        #expect(
            client.get("/v1/export?format=ndjson&download=1")[.contentDisposition]
                == "attachment; filename=\"export.ndjson\"")
    }

    @Test(arguments: ["json", "ndjson", "csv"])
    func `one that does not fit into a step is streamed in steps, and is the same`(_ format: String) throws {
        let statements = (0..<3000).map { "Bell \($0) — \(String(repeating: "x", count: 200))" }
        let frameworks = [
            try Samples.framework(
                Samples.founders, "Founders", group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: nil, sources: [],
                levels: Samples.levels([statements, statements], soc: Samples.founders))
        ]
        let client = try Client(Samples.snapshot(frameworks + Samples.frameworks().dropFirst(2)))
        let answer = client.get("/v1/export?format=\(format)")
        let steps = try #require(answer.steps)
        #expect(steps.allSatisfy { (1...65536).contains($0) })
        #expect(steps.count < answer.body.count / 65536 + 3)
        switch format {
        case "json":
            #expect(try answer.json().data.first?.verbatim.string == client.get("/v1/frameworks/11-1111.00").text)
        case "ndjson":
            #expect(
                answer.text.split(separator: "\n").first.map { "\($0)\n" }
                    == client.get("/v1/frameworks/11-1111.00?format=ndjson").text)
        default:
            // A header, eight statements of the others, and a line break within one of them.
            #expect(answer.text.split(separator: "\r\n").count == 6000 + 8 + 2)
        }
        #expect(answer.tag != nil)
        #expect(answer.tag == client.get("/v1/export?format=\(format)").tag)
    }

    @Test(arguments: ["json", "ndjson"])
    func `a part of much is streamed in steps that take no longer than others`(_ format: String) throws {
        let frameworks = try (10..<40).map { number in
            let soc = "11-11\(number).00"
            let statements = (0..<100).map { "Bell \($0) — \(String(repeating: "x", count: 200))" }
            return try Samples.framework(
                soc, "Founders", group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: nil, sources: [],
                levels: Samples.levels([statements], soc: soc))
        }
        let client = try Client(Samples.snapshot(frameworks))
        let whole = client.get("/v1/export?format=\(format)")
        let part = client.get("/v1/export?format=\(format)&fields=soc")
        // It would fit into one, but as much is written for it as for the whole.
        #expect(part.body.count < 65536)
        #expect(try #require(part.steps).count >= whole.body.count / (256 << 10) / 2)
        #expect(part.text.split(separator: "{\"soc\":").count - (format == "json" ? 1 : 0) == frameworks.count)
    }
}
