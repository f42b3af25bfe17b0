import Testing

@testable import API

struct PathTests {
    @Test(arguments: [
        ("/", Path.Reading.path(Path(segments: [], hasTrailingSlash: false))),
        ("/v1", .path(Path(segments: ["v1"], hasTrailingSlash: false))),
        ("/v1/", .path(Path(segments: ["v1"], hasTrailingSlash: true))),
        ("/a%2Fb/%63", .path(Path(segments: ["a/b", "c"], hasTrailingSlash: false))),
        ("/a+b", .path(Path(segments: ["a+b"], hasTrailingSlash: false))),
        ("/../.", .path(Path(segments: ["..", "."], hasTrailingSlash: false))),
        ("//", .impossible),
        ("/v1//", .impossible),
        ("//v1", .impossible),
        ("/v1//frameworks", .impossible),
        ("", .impossible),
        ("*", .impossible),
        ("/%", .malformed),
        ("/%4", .malformed),
        ("/%zz", .malformed),
        ("/%00", .malformed),
        ("/%C0%AE", .malformed),
    ])
    func `a path is read segment by segment and nothing is resolved`(_ text: String, _ reading: Path.Reading) {
        #expect(Path.read(text[...]) == reading)
    }
}
