import Catalog
import Testing

@testable import API

struct PatternTests {
    @Test(arguments: [
        ("", Pattern.SyntaxError.noSlash("")),
        ("v1", .noSlash("v1")),
        ("/v1/", .badLiteral("")),
        ("//v1", .badLiteral("")),
        ("/a b", .badLiteral("a b")),
        ("/{soc", .badLiteral("{soc")),
        ("/soc}", .badLiteral("soc}")),
        ("/{name}", .unknownParameter("{name}")),
        ("/{}", .unknownParameter("{}")),
        ("/{soc}/{soc}", .repeatedParameter("{soc}")),
    ])
    func `a bad pattern is refused by the element at fault`(_ text: String, _ error: Pattern.SyntaxError) {
        #expect(throws: error) { try Pattern(parsing: text) }
    }

    @Test func `a parameter matches one segment that is not empty`() throws {
        let pattern = try Pattern(parsing: "/v1/frameworks/{soc}/levels/{level}")
        #expect(pattern.match(["v1", "frameworks", "a/b", "levels", "2"]) == [.soc: "a/b", .level: "2"])
        #expect(pattern.match(["v1", "frameworks", "a", "levels", ""]) == nil)
        #expect(pattern.match(["v1", "frameworks", "a", "levels"]) == nil)
        #expect(pattern.match(["v1", "frameworks", "a", "Levels", "2"]) == nil)
    }

    @Test func `the root has no segments`() throws {
        #expect(try Pattern(parsing: "/").match([]) == [:])
    }
}
