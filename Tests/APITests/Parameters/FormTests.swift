import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// The parameters that choose how an answer is laid out and not what it tells.
struct FormTests {
    @Test(
        arguments: [
            ("/v1/frameworks?fields=soc", ["soc"]), ("/v1/frameworks?fields=title,soc", ["soc", "title"]),
            ("/v1/frameworks?fields=links.self,soc,soc", ["soc", "links"]),
            ("/v1/frameworks?format=json&fields=group,sector", ["group", "sector"]),
            ("/v1/statements?fields=id,level.key", ["id", "level"]), ("/v1/changes?fields=type", ["type"]),
            ("/v1/statements:batchGet?id=11-1111.00-0000000000&fields=id", []),
        ] as [(String, [String])])
    func `of the elements of a list the fields are told that are wanted, in the order of the resource`(
        _ target: String, _ names: [String]
    ) throws {
        let client = try Client()
        let page = try client.get(target).json()
        #expect((page.data.first?.names ?? []) == names)
        #expect(page["attribution"] != nil)
        let all = client.get(String(target.prefix { $0 != "?" }) + "?limit=500")
        if all.status == 200 { #expect(page.names == (try all.json().names)) }
    }

    @Test func `a field within another is told without its neighbours`() throws {
        let framework = try Client().get("/v1/frameworks/11-1111.00?fields=levels.statements.position,levels.key")
            .json()
        #expect(framework.names == ["levels", "attribution"])
        let level = try #require(framework["levels"]?.elements.first { _ in true })
        #expect(level.names == ["key", "statements"])
        #expect(level["statements"]?.verbatim.string == "[{\"position\":1},{\"position\":2}]")
    }

    @Test func `what is wanted whole is, whatever is named in it too`() throws {
        let client = try Client()
        let whole = client.get("/v1/frameworks/11-1111.00?fields=levels").text
        #expect(client.get("/v1/frameworks/11-1111.00?fields=levels,levels.key").text == whole)
        #expect(client.get("/v1/frameworks/11-1111.00?fields=levels.key,levels").text == whole)
    }

    @Test func `lines of NDJSON have the fields that are wanted, and their credits`() throws {
        let lines = try Client().get("/v1/frameworks?format=ndjson&fields=soc").text.split(separator: "\n")
        #expect(lines.count == 5)
        for line in lines {
            #expect(try Document(parsing: Array(line.utf8)).root.names == ["soc", "attribution"])
        }
    }

    @Test(arguments: ["sok", "levels.sok", "soc.", "", "data", "soc,,title", "levels.label.x"])
    func `a field that there is not is an error that lists those that there are`(_ value: String) throws {
        let answer = try Client().get("/v1/frameworks?fields=\(value)")
        #expect(answer.response.errorType == (value == "soc,,title" ? nil : "invalid-parameter"))
        guard answer.status == 400 else { return }
        #expect(try answer.json().firstError?["allowed"]?.elements.contains { $0.text?.string == "soc" } == true)
    }

    @Test(arguments: ["1", "true", ""])
    func `pretty JSON is laid out over lines, and is the same JSON`(_ value: String) throws {
        let client = try Client()
        let answer = client.get("/v1/frameworks/33-3333.00?pretty=\(value)")
        let plain = client.get("/v1/frameworks/33-3333.00")
        #expect(answer.text.hasPrefix("{\n  \"soc\": \"33-3333.00\",\n  \"version\": "))
        #expect(answer.text.hasSuffix("\n}\n"))
        #expect(answer.text.contains("\"text\": \"opens, and \\\"shuts\\\" it\""))
        #expect(answer.tag != plain.tag)
        #expect(client.get("/v1/frameworks/33-3333.00?pretty=0").text == plain.text)
    }

    @Test(arguments: ["/v1/frameworks?soc=none&pretty=1", "/schemas/export.json?pretty=1", "/openapi.json?pretty=1"])
    func `an empty list stays on its line`(_ target: String) throws {
        let text = try Client().get(target).text
        #expect(!text.contains("[\n]") && !text.contains("{\n}"))
        #expect(try Document(parsing: Array(text.utf8)).root.kind == .object)
    }

    @Test(
        arguments: [
            ("pretty", "yes"), ("bom", "2"), ("download", "on"), ("delimiter", "pipe"), ("include", "all"),
            ("include", ""), ("include", "levels,"),
        ])
    func `a value that a parameter cannot have is an error that lists those that it can`(
        _ name: String, _ value: String
    ) throws {
        let answer = try Client().get("/v1/frameworks?\(name)=\(value)")
        #expect(answer.response.errorType == "invalid-parameter")
        #expect(try answer.json().firstError?["allowed"]?.elements.isEmpty == false)
    }

    @Test func `CSV for spreadsheets begins with a mark and has no formulas`() throws {
        let frameworks = [
            try Samples.framework(
                Samples.founders, "=1+1", group: "+x", sector: "@", jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: nil, sources: [],
                levels: Samples.levels([["-\"dash\"\r\n"]], soc: Samples.founders))
        ]
        let client = try Client(Samples.snapshot(frameworks))
        let answer = client.get("/v1/frameworks?format=csv&bom=1")
        #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF] + Array("soc,title".utf8)))
        #expect(answer.text.contains("11-1111.00,'=1+1,'+x,'@,"))
        #expect(client.get("/v1/statements?format=csv&bom=1").text.contains(",\"'-\"\"dash\"\"\r\n\","))
        #expect(client.get("/v1/frameworks?format=csv").text.contains("11-1111.00,=1+1,+x,@,"))
    }

    @Test(arguments: [("semicolon", ";"), ("tab", "\t"), ("comma", ",")])
    func `what stands between the fields of CSV is quoted within them`(_ name: String, _ delimiter: String) throws {
        for target in [
            "/v1/frameworks", "/v1/statements", "/v1/frameworks/11-1111.00", "/v1/frameworks/11-1111.00/levels/1",
        ] {
            let text = try Client().get("\(target)?format=csv&delimiter=\(name)").text
            #expect(text.hasPrefix("soc\(delimiter)"))
        }
        let list = try Client().get("/v1/frameworks?format=csv&delimiter=\(name)").text
        #expect(
            list.contains(
                delimiter == ";" ? "\"© The Guild; O*NET v30 (CC BY 4.0)\"" : "\(delimiter)© The Guild; O*NET"))
    }

    @Test(
        arguments: [
            ("/v1/frameworks?format=csv", "frameworks.csv"), ("/v1/frameworks", "frameworks.json"),
            ("/v1/statements?format=ndjson", "statements.ndjson"),
            ("/v1/frameworks/11-1111.00?format=csv", "11-1111.00_v.2.csv"),
            ("/v1/frameworks/11-1111.00/versions/v.1/source", "11-1111.00_v.1.json"),
            ("/v1/frameworks/11-1111.00/versions/latest", "11-1111.00_v.2.json"),
            (
                "/v1/frameworks/11-1111.00/levels/emerging/statements?format=csv",
                "11-1111.00_v.2_emerging_statements.csv"
            ),
            ("/v1/frameworks/11-1111.00/levels", "11-1111.00_v.2_levels.json"),
        ])
    func `a download has a name to be saved by`(_ target: String, _ name: String) throws {
        let client = try Client()
        let mark = target.contains("?") ? "&" : "?"
        let answer = client.get("\(target)\(mark)download=1")
        #expect(answer[.contentDisposition] == "attachment; filename=\"\(name)\"")
        #expect(answer.body.count == client.get(target).body.count || answer.text.contains("download=1"))
        #expect(client.get(target)[.contentDisposition] == nil)
    }

    @Test(arguments: RouteTable.ofAPI.routes.filter { $0.parameters.contains(.download) }.map(\.name))
    func `the name of a download needs no quoting on any system`(_ name: RouteName) throws {
        let client = try Client()
        let route = try #require(RouteTable.ofAPI.routes.first { $0.name == name })
        let target = try name.example()
        for format in route.types.compactMap(\.format) {
            let answer = client.get("\(target)\(target.contains("?") ? "&" : "?")download=true&format=\(format)")
            let field = try #require(answer[.contentDisposition])
            #expect(field.wholeMatch(of: #/attachment; filename="[A-Za-z0-9][A-Za-z0-9._+-]*"/#) != nil, "\(field)")
            #expect(field.hasSuffix(".\(format)\""))
        }
    }

    @Test(arguments: [
        ("delimiter", "semicolons", "semicolon"), ("include", "level", "levels"), ("pretty", "ture", "true"),
    ])
    func `of a value with a slip the one is named that was meant`(
        _ name: String, _ value: String, _ suggestion: String
    ) throws {
        let answer = try Client().get("/v1/frameworks?\(name)=\(value)")
        #expect(try answer.json().firstError?.string("suggestion") == suggestion)
    }

    @Test func `summaries hold their levels where that is asked for`() throws {
        let client = try Client()
        let plain = try client.get("/v1/frameworks").json()
        let levels = try client.get("/v1/frameworks?include=levels").json()
        let statements = try client.get("/v1/frameworks?include=levels,statements").json()
        for index in plain.data.indices {
            #expect(plain.data[index]["levels"] == nil)
            let soc = try #require(plain.data[index].string("soc"))
            let whole = try client.get("/v1/frameworks/\(soc)").json()
            #expect(statements.data[index]["levels"]?.verbatim.string == whole["levels"]?.verbatim.string)
            let first = try #require(levels.data[index]["levels"]?.elements.first { _ in true })
            #expect(first["statements"] == nil)
            #expect(
                first["statementCount"]?.integer
                    == whole["levels"]?.elements.first { _ in true }?["statementCount"]?.integer)
        }
    }

    @Test func `a cursor is good whatever the form`() throws {
        let client = try Client()
        let next = try #require(try client.get("/v1/frameworks?limit=1").json().string("links", "next"))
        let target = String(next.dropFirst(Client.base.count))
        let plain = try client.get(target).json().frameworks
        for form in ["pretty=1", "fields=soc,version", "include=levels", "download=1", "bom=1", "delimiter=tab"] {
            #expect(try client.get("\(target)&\(form)").json().frameworks == plain)
        }
    }

    @Test func `a stream in another form has another tag`() throws {
        var tags: Set<String> = []
        let statements = (0..<400).map { "Bell \($0) — \(String(repeating: "x", count: 300))" }
        let frameworks = [
            try Samples.framework(
                Samples.founders, "Founders", group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
                exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: nil, sources: [],
                levels: Samples.levels([statements], soc: Samples.founders))
        ]
        let client = try Client(Samples.snapshot(frameworks))
        for form in ["", "&bom=1", "&delimiter=tab", "&delimiter=semicolon"] {
            let answer = client.get("/v1/frameworks/11-1111.00?format=csv\(form)")
            #expect(answer.steps != nil)
            tags.insert(try #require(answer.tag))
        }
        #expect(tags.count == 4)
    }
}
