import Catalog
import JSON
import Testing

@testable import API

/// What was probably meant, as a client with a slip of the keyboard sees it.
struct NearestTests {
    @Test(arguments: [
        ("/v1/frameworks/11-1111.00/levels/emergng", "emerging"),
        ("/v1/frameworks/11-1111.00/levels/Emerging", "emerging"),
        ("/v1/frameworks/33-3333.00/levels/meister", "Master"), ("/v1/frameworks/33-3333.00/levels/master", "Master"),
        ("/v1/frameworks/11-1111.00/levels/profficient/statements", "proficient"),
        ("/v1/frameworks/11-1111.00/versions/v.3", "v.1"), ("/v1/frameworks/11-1111.00/versions/V.2/levels", "v.2"),
        ("/v1/frameworks/33-3333.00/versions/2025", "2025+a"), ("/problems/invalid-paramter", "invalid-parameter"),
        ("/schemas/exports.json", "export.json"),
    ])
    func `a name that is not there is answered with the nearest`(_ target: String, _ meant: String) throws {
        let problem = try Client().get(target).json()
        #expect(problem["status"]?.integer == 404)
        #expect(problem["available"]?.elements.contains { $0.text?.string == meant } == true)
        // Two versions may be as near as each other.
        if !target.hasSuffix("v.3") {
            #expect(problem.string("detail")?.hasSuffix("Did you mean '\(meant)'?") == true)
        }
    }

    @Test(arguments: [
        // Neighbours that changed places, a wrong digit, one too many, one too few.
        ("11-1111.10", "11-1111.00"), ("33-3333.40", "33-3333.00"), ("33-3343.00", "33-3333.00"),
        ("22-222.202", "22-2222.02"), ("222-2222.01", "22-2222.01"), ("44-4444.0", "44-4444.00"),
        ("444444", "44-4444.00"), ("33-3343", "33-3333.00"), ("33_3333_00", "33-3333.00"), ("33-3399.99", "33-3333.00"),
        // Words: misspelt, cut off, in another order, as a part of an address.
        ("bel-fonders", "11-1111.00"), ("Foundres", "11-1111.00"), ("founders%20bell", "11-1111.00"),
        ("lock_keepers", "33-3333.00"), ("%C3%89CLUSE", "33-3333.00"), ("late", "44-4444.00"),
        ("comers", "44-4444.00"), ("lamp-maker", "22-2222.02"), ("trimers", "22-2222.01"),
    ])
    func `the framework that was probably meant is named first`(_ text: String, _ soc: String) throws {
        let problem = try Client().get("/v1/frameworks/\(text)").json()
        #expect(problem.string("code") == "framework-not-found")
        #expect(problem["nearest"]?.firstElement?.string("soc") == soc)
        #expect(problem.string("detail")?.contains("Did you mean '\(soc)', ") == true)
    }

    @Test(arguments: ["zzzz", "of", "99-9999.99", "1", "x", "%F0%9F%94%94"])
    func `nothing is named where nothing is near`(_ text: String) throws {
        let problem = try Client().get("/v1/frameworks/\(text)").json()
        #expect(problem["nearest"] == nil)
        #expect(problem.string("detail")?.hasSuffix("'.") == true)
    }

    /// What was done to an id of the samples, and whether its statement is found again.
    struct Slip: Sendable {
        let isFound: Bool
        let apply: @Sendable (String) -> String

        init(isFound: Bool = true, _ apply: @escaping @Sendable (String) -> String) {
            self.isFound = isFound
            self.apply = apply
        }
    }

    @Test(arguments: [
        Slip { $0.uppercased() }, Slip { String($0.dropLast()) }, Slip { String($0.dropLast(6)) }, Slip { $0 + "x" },
        Slip { $0 + "-2" }, Slip { "\($0.prefix(12))\($0.dropFirst(13))" },
        Slip { "11-1111.10\($0.dropFirst(10))" }, Slip { "11-1111\($0.dropFirst(10))" },
        Slip(isFound: false) { String($0.dropFirst(11)) }, Slip(isFound: false) { "\($0.prefix(11))!" },
    ])
    func `the statement that was probably meant is named`(_ slip: Slip) throws {
        let isFound = slip.isFound
        let id = try Samples.example().description
        let problem = try Client().get("/v1/statements/\(slip.apply(id))").json()
        let nearest = problem["nearest"]?.firstElement
        #expect(problem.string("code") == "statement-not-found")
        #expect(nearest?.string("id") == (isFound ? id : nil))
        #expect(nearest?.string("links", "self")?.hasSuffix(isFound ? "/v1/statements/\(id)" : "/11-1111.00") != false)
        #expect(problem.string("detail")?.contains("Did you mean '\(id)'?") == isFound)
    }

    @Test func `letters that look like digits are read as those`() throws {
        let soc = try #require(SOC(Samples.founders))
        // 0 and 1 are in the hash.
        let number = try #require(
            (0..<1000).first { number in
                let hash = Samples.id("Bell \(number)", soc: soc).description.dropFirst(11)
                return hash.contains("0") && hash.contains("1")
            })
        let id = Samples.id("Bell \(number)", soc: soc).description
        // In the older version only: an id that is merely like it is not looked for there.
        let versions = try [("v.1", "Bell \(number)"), ("v.2", "Another")].map { version, statement in
            try Samples.framework(
                Samples.founders, "Bell Founders", group: nil, sector: nil, jobZone: nil, isInferred: nil,
                version: version, exportedAt: ("2024-02-03", 0), attribution: nil,
                levels: Samples.levels([[statement], [], [], []], soc: Samples.founders))
        }
        let client = try Client(try Samples.snapshot(versions))
        for (zero, one) in [("O", "l"), ("o", "I"), ("O", "i"), ("o", "L")] as [(Character, Character)] {
            let misread = id.prefix(11) + String(id.dropFirst(11).map { $0 == "0" ? zero : $0 == "1" ? one : $0 })
            let problem = try client.get("/v1/statements/\(misread)").json()
            #expect(problem["nearest"]?.elements.map { $0.string("id") } == [id, nil])
        }
    }

    @Test(arguments: [
        ("/v1/frameworks?sort=titel", "title"), ("/v1/statements?sort=exportedat", "exportedAt"),
        ("/v1/frameworks?format=cvs", "csv"), ("/v1/frameworks?sort=-Soc", "-soc"),
    ])
    func `a value that is misspelt is answered with the nearest`(_ target: String, _ meant: String) throws {
        let problem = try Client().get(target).json()
        #expect(problem.firstError?.string("suggestion") == meant)
        #expect(problem.string("detail")?.hasSuffix("Did you mean '\(meant)'?") == true)
    }

    @Test func `a limit that is none is answered with the least and the most`() throws {
        for value in ["abc", "0", "-1", "1.5"] {
            let problem = try Client().get("/v1/frameworks?limit=\(value)").json()
            #expect(problem.firstError?["minimum"]?.integer == 1)
            #expect(problem.firstError?["maximum"]?.integer == 500)
            #expect(problem.string("detail")?.contains("at least 1; more than 500 counts as 500") == true)
        }
    }

    @Test(arguments: ["jobZone=9", "sector=none", "group=none", "soc=99-9999.99", "version=none", "soc=what"])
    func `a filter that nothing meets is an empty list`(_ filter: String) throws {
        for list in ["frameworks", "statements"] {
            let body = try Client().get("/v1/\(list)?\(filter)").json()
            #expect(body["page"]?["total"]?.integer == 0)
        }
    }
}
