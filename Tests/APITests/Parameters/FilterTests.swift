import JSON
import Testing

@testable import API

struct FilterTests {
    @Test(arguments: [
        ("", ["11-1111.00 v.2", "22-2222.01 v.1", "22-2222.02 v.1", "33-3333.00 2025+a", "44-4444.00 v.9"]),
        ("soc=22-2222.02", ["22-2222.02 v.1"]),
        ("soc=22-2222.02,11-1111.00", ["11-1111.00 v.2", "22-2222.02 v.1"]),
        ("soc=22-2222", []),
        ("soc=", []),
        ("group=Light", ["22-2222.01 v.1", "22-2222.02 v.1", "44-4444.00 v.9"]),
        ("group=light", []),
        ("group=22", ["22-2222.01 v.1", "22-2222.02 v.1"]),
        ("group=33&group=Crafts+%26+Metal", ["11-1111.00 v.2", "33-3333.00 2025+a"]),
        ("sector=33", ["11-1111.00 v.2", "33-3333.00 2025+a", "44-4444.00 v.9"]),
        ("sector=44,33&group=Light", ["22-2222.02 v.1", "44-4444.00 v.9"]),
        ("jobZone=3", ["11-1111.00 v.2", "44-4444.00 v.9"]),
        ("jobZone=1,2", ["22-2222.02 v.1", "33-3333.00 2025+a"]),
        ("jobZone=6", []),
        ("jobZone=x", []),
        ("version=v.1", ["11-1111.00 v.1", "22-2222.01 v.1", "22-2222.02 v.1"]),
        ("version=v.1,v.2&soc=11-1111.00", ["11-1111.00 v.1", "11-1111.00 v.2"]),
        ("version=v.7", []),
        ("version=%2F", []),
        ("title=LAMP", ["22-2222.01 v.1", "22-2222.02 v.1"]),
        ("title=%C3%89CLUSE", ["33-3333.00 2025+a"]),
        ("title=%C3%A9cluse&title=bell", ["11-1111.00 v.2", "33-3333.00 2025+a"]),
        ("title=ll+FOUNDERS", ["11-1111.00 v.2"]),
        ("title=founderss", []),
        ("title=lll", []),
        ("group=022", []),
        ("group=%2B2", []),
        ("soc=44-4444.00,11-1111.00,44-4444.00,12-0000.00", ["11-1111.00 v.2", "44-4444.00 v.9"]),
        ("title=", ["11-1111.00 v.2", "22-2222.01 v.1", "22-2222.02 v.1", "33-3333.00 2025+a", "44-4444.00 v.9"]),
    ])
    func `values are alternatives, parameters must all hold`(_ query: String, _ frameworks: [String]) throws {
        let page = try Client().get("/v1/frameworks?\(query)").json()
        #expect(page.frameworks == frameworks)
        #expect(page["page"]?["total"]?.integer == frameworks.count)
    }

    @Test(arguments: [
        ("level=emerging", 5), ("level=1", 7), ("level=novice,2", 2 + 2 + 1 + 1 + 1), ("level=Emerging", 0),
        ("level=9", 0), ("level=01", 0), ("version=v.1", 6 + 2 + 1), ("version=v.1,v.2", 6 + 6 + 2 + 1),
        ("jobZone=3&level=emerging", 2 + 1), ("", 14),
    ])
    func `statements are filtered by level and by framework`(_ query: String, _ total: Int) throws {
        let page = try Client().get("/v1/statements?\(query)").json()
        #expect(page["page"]?["total"]?.integer == total)
        #expect(page.ids.count == total)
    }

    @Test func `the statements of a framework are filtered by level too`() throws {
        let target = "/v1/frameworks/\(Samples.founders)/versions/v.1/statements?level=3,emerging"
        let page = try Client().get(target).json()
        #expect(page.data.map { $0.string("level", "key") } == ["emerging", "emerging", "emerging", "proficient"])
    }
}
