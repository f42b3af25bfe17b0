import Catalog
import JSON
import Testing

@testable import API

/// The bodies to the byte, over the samples.
struct GoldenBodyTests {
    @Test(arguments: ["/", "/v1"])
    func `the index`(_ target: String) throws {
        let revision = try Samples.snapshot().revision
        let filters = "soc,group,sector,jobZone,version"
        let rows = "fields,format,pretty,bom,delimiter,download"
        try expect(
            target,
            """
            {"name":"Rungs","apiVersion":"1","serverVersion":"1.2.3",
            "dataset":{"revision":"\(revision)","frameworks":5,"statements":14,"newestExport":"2030-01-01T00:00:00Z"},
            "attribution":[{"text":"© The Guild"},{"text":"© The Glaziers"},
            {"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"},
            {"text":"O*NET v1 (CC BY 4.0)","covers":"occupational data"}],
            "links":{"self":"https://rungs.example/v1",
            "frameworks":"https://rungs.example/v1/frameworks{?\(filters),title,sort,limit,cursor,offset,include,\(rows)}",
            "statements":"https://rungs.example/v1/statements{?level,\(filters),sort,limit,cursor,offset,\(rows)}",
            "facets":"https://rungs.example/v1/facets{?\(filters),title,fields,format,pretty}",
            "export":"https://rungs.example/v1/export{?\(filters),title,\(rows)}",
            "changes":"https://rungs.example/v1/changes{?since,limit,cursor,offset,fields,format,pretty}",
            "changesFeed":"https://rungs.example/v1/changes.atom",
            "problems":"https://rungs.example/problems","openapi":"https://rungs.example/openapi.json"}}
            """)
    }

    @Test func `the list of frameworks`() throws {
        try expect(
            "/v1/frameworks?title=lamp&limit=2",
            """
            {"data":[
            {"soc":"22-2222.01","title":"lamp Trimmers","group":"Light","version":"v.1",
            "exportedAt":"2025-01-01T00:00:00Z","levelCount":4,"statementCount":2,
            "links":{"self":"https://rungs.example/v1/frameworks/22-2222.01"}},
            {"soc":"22-2222.02","title":"Lamp Makers","group":"Light","sector":"44","jobZone":2,"jobZoneInferred":true,
            "version":"v.1","exportedAt":"2025-06-01T00:00:00Z","levelCount":4,"statementCount":1,
            "links":{"self":"https://rungs.example/v1/frameworks/22-2222.02"}}],
            "page":{"limit":2,"offset":0,"count":2,"total":2},
            "links":{"self":"https://rungs.example/v1/frameworks?title=lamp&limit=2",
            "first":"https://rungs.example/v1/frameworks?title=lamp&limit=2"},
            "attribution":[{"text":"© The Guild"},{"text":"© The Glaziers"},
            {"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"}]}
            """)
    }

    @Test func `an older version in the list leads to itself`() throws {
        let page = try Client().get("/v1/frameworks?soc=11-1111.00&version=v.1").json()
        #expect(
            page.data.first?.string("links", "self") == "https://rungs.example/v1/frameworks/11-1111.00/versions/v.1")
    }

    @Test func `an empty list`() throws {
        try expect(
            "/v1/frameworks?soc=none",
            """
            {"data":[],"page":{"limit":50,"offset":0,"count":0,"total":0},
            "links":{"self":"https://rungs.example/v1/frameworks?soc=none",
            "first":"https://rungs.example/v1/frameworks?soc=none"},"attribution":[]}
            """)
    }

    @Test func `a framework with all that an export can have`() throws {
        let ids = try ids(of: Samples.keepers)
        let base = "https://rungs.example/v1/frameworks/33-3333.00"
        try expect(
            "/v1/frameworks/33-3333.00",
            """
            {"soc":"33-3333.00","version":"2025+a","isLatest":true,"exportedAt":"2025-03-01T00:00:00+01:00",
            "schemaVersion":"1.0",
            "occupation":{"soc":"33-3333.00","title":"Écluse \\"Lock\\" Keepers","sector":"33","jobZone":1,
            "jobZoneInferred":false},
            "description":"What a lock asks for.","contextCovered":"Locks,\\nnot doors.",
            "levels":[{"key":"novice","ordinal":1,"statementCount":2,"statements":[
            {"id":"\(ids[0])","position":1,"title":"Gate","text":"opens, and \\"shuts\\" it",
            "statement":"Gate — opens, and \\"shuts\\" it",
            "links":{"self":"https://rungs.example/v1/statements/\(ids[0])"}},
            {"id":"\(ids[1])","position":2,"statement":"Reads\\r\\nthe gauge",
            "links":{"self":"https://rungs.example/v1/statements/\(ids[1])"}}]},
            {"key":"Master","ordinal":2,"label":"Meister","statementCount":1,"statements":[
            {"id":"\(ids[2])","position":1,"title":"Flood","text":"closes the weir","statement":"Flood — closes the weir",
            "links":{"self":"https://rungs.example/v1/statements/\(ids[2])"}}]}],
            "sources":{"onet":"v1 (CC BY 4.0)","notes":"by hand"},
            "unknown":{"/framework/reviewedBy":"M.","/extra":{§  "a": [1, 2.50]§}},
            "attribution":[{"text":"O*NET v1 (CC BY 4.0)","covers":"occupational data"}],
            "links":{"self":"\(base)","levels":"\(base)/levels","statements":"\(base)/statements",
            "versions":"\(base)/versions","version":"\(base)/versions/2025%2Ba","source":"\(base)/source",
            "onet":"https://www.onetonline.org/link/summary/33-3333.00"}}
            """)
    }

    @Test func `a pinned version links to what is under it`() throws {
        let body = try Client().get("/v1/frameworks/11-1111.00/versions/v.1").json()
        let base = "https://rungs.example/v1/frameworks/11-1111.00"
        #expect(body["isLatest"]?.bool == false)
        #expect(
            body["links"]?.verbatim.string
                == compact(
                    """
                    {"self":"\(base)/versions/v.1","levels":"\(base)/versions/v.1/levels",
                    "statements":"\(base)/versions/v.1/statements","versions":"\(base)/versions",
                    "version":"\(base)/versions/v.1","source":"\(base)/versions/v.1/source",
                    "onet":"https://www.onetonline.org/link/summary/11-1111.00"}
                    """))
    }

    @Test func `the levels`() throws {
        let ids = try ids(of: "22-2222.02")
        let base = "https://rungs.example/v1/frameworks/22-2222.02/levels"
        try expect(
            "/v1/frameworks/22-2222.02/levels?limit=2&offset=0",
            """
            {"data":[{"key":"emerging","ordinal":1,"label":"Emerging","statementCount":1,"statements":[
            {"id":"\(ids[0])","position":1,"title":"Glass","text":"blows it","statement":"Glass — blows it",
            "links":{"self":"https://rungs.example/v1/statements/\(ids[0])"}}],"links":{"self":"\(base)/emerging"}},
            {"key":"developing","ordinal":2,"label":"Developing","statementCount":0,"statements":[],
            "links":{"self":"\(base)/developing"}}],
            "page":{"limit":2,"offset":0,"count":2,"total":4},
            "links":{"self":"\(base)?limit=2&offset=0","first":"\(base)?limit=2","next":"\(base)?limit=2&offset=2",
            "last":"\(base)?limit=2&offset=2"},
            "attribution":[{"text":"© The Glaziers"},{"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"}]}
            """)
    }

    @Test(arguments: ["developing", "2"])
    func `one level, by key or ordinal`(_ level: String) throws {
        let base = "https://rungs.example/v1/frameworks/22-2222.01"
        let id = try ids(of: "22-2222.01")[1]
        try expect(
            "/v1/frameworks/22-2222.01/levels/\(level)",
            """
            {"key":"developing","ordinal":2,"label":"Developing","statementCount":1,"statements":[
            {"id":"\(id)","position":1,"title":"Oil","text":"fills it","statement":"Oil — fills it",
            "links":{"self":"https://rungs.example/v1/statements/\(id)"}}],
            "links":{"self":"\(base)/levels/developing","framework":"\(base)",
            "statements":"\(base)/levels/developing/statements","prev":"\(base)/levels/emerging",
            "next":"\(base)/levels/proficient"},
            "attribution":[{"text":"© The Guild"},{"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"}]}
            """)
    }

    @Test func `the first level has none before it and the last none after it`() throws {
        let client = try Client()
        let first = try client.get("/v1/frameworks/11-1111.00/levels/emerging").json()
        let last = try client.get("/v1/frameworks/11-1111.00/versions/v.1/levels/4").json()
        #expect(first["links"]?["prev"] == nil)
        #expect(last["links"]?["next"] == nil)
        #expect(last.string("links", "prev")?.hasSuffix("/versions/v.1/levels/proficient") == true)
    }

    @Test func `a statement`() throws {
        let id = try Samples.example().description
        try expect(
            "/v1/statements/\(id)",
            """
            {"id":"\(id)","soc":"11-1111.00","occupationTitle":"Bell Founders",
            "level":{"key":"emerging","ordinal":1,"label":"Emerging"},"position":1,"version":"v.2","firstSeen":"v.1",
            "lastSeen":"v.2","title":"Mould","text":"mixes loam","statement":"Mould — mixes loam",
            "links":{"self":"https://rungs.example/v1/statements/\(id)",
            "framework":"https://rungs.example/v1/frameworks/11-1111.00"},
            "attribution":[{"text":"© The Guild"},{"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"}]}
            """)
    }

    @Test func `a statement that only an older version has is answered from that one`() throws {
        let client = try Client()
        let older = try client.get("/v1/frameworks/11-1111.00/versions/v.1/statements").json()
        let newer = Set(try client.get("/v1/frameworks/11-1111.00/statements").json().ids)
        let gone = try #require(older.ids.first { !newer.contains($0) })
        let statement = try client.get("/v1/statements/\(gone)").json()
        #expect(statement.string("version") == "v.1")
        #expect(statement.string("firstSeen") == "v.1")
        #expect(statement.string("lastSeen") == "v.1")
        #expect(statement.string("links", "framework")?.hasSuffix("/versions/v.1") == true)
    }

    @Test func `a statement of a list is the statement without its attribution`() throws {
        let client = try Client()
        for element in try client.get("/v1/statements?limit=500").json().data {
            let id = try #require(element.string("id"))
            let whole = client.get("/v1/statements/\(id)").text
            #expect(whole.hasPrefix(element.verbatim.string.dropLast()))
        }
    }

    @Test func `the versions, newest first`() throws {
        let base = "https://rungs.example/v1/frameworks/11-1111.00/versions"
        try expect(
            "/v1/frameworks/11-1111.00/versions",
            """
            {"data":[{"version":"v.2","exportedAt":"2025-02-03T04:05:06.500Z","isLatest":true,"levelCount":4,
            "statementCount":6,"links":{"self":"\(base)/v.2"}},
            {"version":"v.1","exportedAt":"2024-02-03T04:05:06Z","isLatest":false,"levelCount":4,"statementCount":6,
            "links":{"self":"\(base)/v.1"}}],
            "page":{"limit":50,"offset":0,"count":2,"total":2},"links":{"self":"\(base)","first":"\(base)"},
            "attribution":[{"text":"© The Guild"},{"text":"O*NET v30 (CC BY 4.0)","covers":"occupational data"}]}
            """)
    }

    private func expect(_ target: String, _ golden: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        // A line break that a value of an export has is written as § in a golden text.
        let golden = compact(golden).split(separator: "§", omittingEmptySubsequences: false).joined(separator: "\n")
        let answer = try Client().get(target)
        #expect(answer.status == 200, sourceLocation: sourceLocation)
        #expect(answer.text == golden, sourceLocation: sourceLocation)
    }

    private func ids(of soc: String) throws -> [String] {
        try Client().get("/v1/frameworks/\(soc)/statements").json().ids
    }
}
