import JSON
import Testing

@testable import API

struct SortTests {
    @Test(arguments: [
        ("soc", ["11-1111.00 v.2", "22-2222.01 v.1", "22-2222.02 v.1", "33-3333.00 2025+a", "44-4444.00 v.9"]),
        ("-soc", ["44-4444.00 v.9", "33-3333.00 2025+a", "22-2222.02 v.1", "22-2222.01 v.1", "11-1111.00 v.2"]),
        // Case does not count, and é comes after z: the order is by scalars.
        ("title", ["11-1111.00 v.2", "22-2222.02 v.1", "22-2222.01 v.1", "44-4444.00 v.9", "33-3333.00 2025+a"]),
        ("-title", ["33-3333.00 2025+a", "44-4444.00 v.9", "22-2222.01 v.1", "22-2222.02 v.1", "11-1111.00 v.2"]),
        // No zone is last either way; equals are in ascending order either way.
        ("jobZone", ["33-3333.00 2025+a", "22-2222.02 v.1", "11-1111.00 v.2", "44-4444.00 v.9", "22-2222.01 v.1"]),
        ("-jobZone", ["11-1111.00 v.2", "44-4444.00 v.9", "22-2222.02 v.1", "33-3333.00 2025+a", "22-2222.01 v.1"]),
        // As instants, not as text.
        (
            "exportedAt",
            ["22-2222.01 v.1", "11-1111.00 v.2", "33-3333.00 2025+a", "22-2222.02 v.1", "44-4444.00 v.9"]
        ),
        (
            "-exportedAt",
            ["44-4444.00 v.9", "22-2222.02 v.1", "33-3333.00 2025+a", "11-1111.00 v.2", "22-2222.01 v.1"]
        ),
    ])
    func `frameworks are sorted by the key, then by code and version`(_ sort: String, _ order: [String]) throws {
        #expect(try Client().get("/v1/frameworks?sort=\(sort)").json().frameworks == order)
    }

    @Test(arguments: ["soc", "-soc", "title", "-title", "jobZone", "-jobZone", "exportedAt", "-exportedAt"])
    func `statements are sorted as their frameworks, then by level and position`(_ sort: String) throws {
        let client = try Client()
        let frameworks = try client.get("/v1/frameworks?sort=\(sort)").json().frameworks
        let statements = try client.get("/v1/statements?sort=\(sort)").json()
        var order: [String] = []
        for framework in statements.frameworks where framework != order.last {
            order.append(framework)
        }
        #expect(order == frameworks)
        let places = statements.data.map { "\($0["level"]?["ordinal"]?.integer ?? 0).\($0["position"]?.integer ?? 0)" }
        for framework in frameworks {
            let own = zip(statements.frameworks, places).filter { $0.0 == framework }.map(\.1)
            #expect(own == own.sorted())
        }
    }

    @Test func `versions of one occupation are in the order of their bytes`() throws {
        let page = try Client().get("/v1/frameworks?soc=11-1111.00&version=v.2,v.1&sort=-soc").json()
        #expect(page.frameworks == ["11-1111.00 v.1", "11-1111.00 v.2"])
    }

    @Test(arguments: [
        ("ABCxyz", "abcxyz"), ("ÀÉ", "àé"), ("ΣΑΣ σς", "σασ σσ"), ("Straße", "strasse"), ("ЖЁ", "жё"), ("ﬁ", "fi"),
    ])
    func `case folding makes equal what differs in case`(_ text: String, _ folded: String) {
        #expect(String(decoding: CaseFolding.fold(text.utf8), as: UTF8.self) == folded)
    }
}
