import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// CSV and NDJSON.
struct RowTests {
    @Test func `statements as CSV`() throws {
        let ids = try Client().get("/v1/frameworks/33-3333.00/statements").json().ids
        let answer = try Client().get("/v1/frameworks/33-3333.00/statements?format=csv")
        let url = "https://rungs.example/v1/statements/"
        let credit = "O*NET v1 (CC BY 4.0)"
        let occupation = "33-3333.00,\"Écluse \"\"Lock\"\" Keepers\",2025+a"
        let rows = [
            "soc,occupation,version,level,levelOrdinal,position,statementId,title,statement,attribution,url",
            "\(occupation),novice,1,1,\(ids[0]),Gate,\"Gate — opens, and \"\"shuts\"\" it\",\(credit),\(url)\(ids[0])",
            "\(occupation),novice,1,2,\(ids[1]),,\"Reads\r\nthe gauge\",\(credit),\(url)\(ids[1])",
            "\(occupation),Master,2,1,\(ids[2]),Flood,Flood — closes the weir,\(credit),\(url)\(ids[2])",
        ]
        #expect(answer.text == rows.map { $0 + "\r\n" }.joined())
        #expect(answer.response.representation?.type == .csv)
    }

    @Test func `frameworks as CSV`() throws {
        let answer = try Client().get("/v1/frameworks?format=csv&title=lamp")
        let credit = "O*NET v30 (CC BY 4.0)"
        let url = "https://rungs.example/v1/frameworks/"
        let rows = [
            "soc,title,group,sector,jobZone,jobZoneInferred,version,exportedAt,levelCount,statementCount,attribution,url",
            "22-2222.01,lamp Trimmers,Light,,,,v.1,2025-01-01T00:00:00Z,4,2,© The Guild; \(credit),\(url)22-2222.01",
            "22-2222.02,Lamp Makers,Light,44,2,true,v.1,2025-06-01T00:00:00Z,4,1,© The Glaziers; \(credit),"
                + "\(url)22-2222.02",
        ]
        #expect(answer.text == rows.map { $0 + "\r\n" }.joined())
    }

    @Test(arguments: [
        "/v1/frameworks/33-3333.00", "/v1/frameworks/33-3333.00/levels", "/v1/frameworks/33-3333.00/statements",
    ])
    func `a framework and its levels have the rows of their statements`(_ target: String) throws {
        let client = try Client()
        let statements = client.get("/v1/frameworks/33-3333.00/statements?format=csv")
        #expect(client.get("\(target)?format=csv").text == statements.text)
    }

    @Test func `a level and a statement have their rows`() throws {
        let client = try Client()
        let statements = client.get("/v1/frameworks/33-3333.00/statements?level=2&format=csv")
        #expect(client.get("/v1/frameworks/33-3333.00/levels/Master?format=csv").text == statements.text)
        let id = try #require(try client.get("/v1/frameworks/33-3333.00/statements?level=2").json().ids.first)
        #expect(client.get("/v1/statements/\(id)?format=csv").text == statements.text)
    }

    @Test(arguments: ["/v1/frameworks", "/v1/statements", "/v1/frameworks/33-3333.00/levels"])
    func `a line of NDJSON is the element of the list and its attribution`(_ target: String) throws {
        let client = try Client()
        let elements = try client.get("\(target)?limit=500").json().data
        let lines = client.get("\(target)?format=ndjson").text.split(separator: "\n")
        #expect(lines.count == elements.count)
        for (line, element) in zip(lines, elements) {
            #expect(line.hasPrefix(element.verbatim.string.dropLast() + ",\"attribution\":["))
            #expect(try Document(parsing: Array(line.utf8)).root["attribution"]?.elements.isEmpty == false)
        }
    }

    @Test(arguments: ["/v1/frameworks/33-3333.00", "/v1/frameworks/33-3333.00/levels/novice"])
    func `a resource is one line of NDJSON, whatever white space an unknown value has`(_ target: String) throws {
        let client = try Client()
        let answer = client.get("\(target)?format=ndjson")
        #expect(answer.text.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(answer.body.last == UInt8(ascii: "\n"))
        #expect(try answer.json().names == client.get(target).json().names)
    }

    @Test func `rows hold the whole list unless a part is asked for`() throws {
        var options = Application.Options(serverVersion: "1")
        options.pageLimit = 3
        let client = try Client(options: options)
        let whole = client.get("/v1/statements?format=ndjson")
        #expect(whole.text.split(separator: "\n").count == 14)
        #expect(whole[.link]?.contains("first") == false)
        for part in ["limit=3", "offset=0"] {
            let answer = client.get("/v1/statements?format=ndjson&\(part)")
            #expect(answer.text.split(separator: "\n").count == 3)
            #expect(answer[.link]?.contains("rel=\"next\"") == true)
        }
    }

    @Test func `following Link reaches every row once`() throws {
        let client = try Client()
        var rows: [Substring] = []
        var next: String? = "/v1/statements?format=csv&limit=4"
        while let target = next {
            let answer = client.get(target)
            rows += answer.text.split(separator: "\r\n").dropFirst()
            next = answer[.link]?.split(separator: ", ").first { $0.hasSuffix("rel=\"next\"") }
                .map { String($0.dropFirst(1 + Client.base.count).prefix { $0 != ">" }) }
        }
        let whole = client.get("/v1/statements?format=csv").text.split(separator: "\r\n")
        #expect(rows == Array(whole.dropFirst()))
    }

    @Test func `an empty table has its header`() throws {
        let client = try Client()
        #expect(client.get("/v1/statements?soc=none&format=csv").text.split(separator: "\r\n").count == 1)
        #expect(client.get("/v1/statements?soc=none&format=ndjson").body.isEmpty)
    }

    @Test func `statements as CSV for a spreadsheet of another language`() throws {
        let ids = try Client().get("/v1/frameworks/33-3333.00/statements").json().ids
        let answer = try Client().get("/v1/frameworks/33-3333.00/levels/Master?format=csv&bom=1&delimiter=semicolon")
        let rows = [
            "soc;occupation;version;level;levelOrdinal;position;statementId;title;statement;attribution;url",
            "33-3333.00;\"Écluse \"\"Lock\"\" Keepers\";2025+a;Master;2;1;\(ids[2]);Flood;Flood — closes the weir;"
                + "O*NET v1 (CC BY 4.0);https://rungs.example/v1/statements/\(ids[2])",
        ]
        #expect(answer.body == [0xEF, 0xBB, 0xBF] + Array(rows.map { $0 + "\r\n" }.joined().utf8))
    }

    @Test(arguments: RouteTable.ofAPI.routes.filter { $0.types.contains(.csv) }.map(\.name))
    func `every table can be for spreadsheets, of which other forms know nothing`(_ name: RouteName) throws {
        let client = try Client()
        let target = try name.example()
        let mark = target.contains("?") ? "&" : "?"
        let plain = client.get("\(target)\(mark)format=csv")
        let answer = client.get("\(target)\(mark)format=csv&bom=1&delimiter=tab")
        #expect(answer.body.starts(with: [0xEF, 0xBB, 0xBF] + Array("soc\t".utf8)))
        // The mark stands once, before the table.
        #expect(answer.text.unicodeScalars.filter { $0 == "\u{FEFF}" }.count == 1)
        #expect(plain.text.hasPrefix("soc,"))
        #expect(answer.tag != plain.tag)
        let lines = client.get("\(target)\(mark)format=ndjson")
        #expect(client.get("\(target)\(mark)format=ndjson&bom=1&delimiter=tab&pretty=1").body == lines.body)
    }
}
