import HTTP
import Testing

@Suite struct `An origin` {
    @Test(arguments: [
        "https://www.example.org", "http://localhost:3000", "https://example.org:8443", "http://127.0.0.1",
        "http://[::1]:8080", "https://xn--bcher-kva.example", "capacitor://localhost", "https://a_b.example",
    ])
    func `is taken as browsers send it`(text: String) throws {
        #expect(try Origin(text).text == text)
    }

    @Test(
        arguments: [
            ("null", .opaque), ("", .scheme), ("www.example.org", .scheme), ("//www.example.org", .scheme),
            ("://a", .scheme), ("1a://b", .scheme), ("ht tp://a", .scheme), ("*", .scheme), ("https:/a", .scheme),
            ("https://a/", .path), ("https://a/b", .path), ("https://a?b", .path), ("https://a#b", .path),
            ("https://*.example.org", .pattern), ("https://a:*", .pattern), ("https://", .authority),
            ("https://u@a", .authority), ("https://a:65536", .authority), ("https://a b", .authority),
            ("https://a:b", .authority), ("https://bücher.example", .authority), ("https://[::1", .authority),
            ("file://", .authority), ("HTTPS://a", .upperCase), ("https://A.example", .upperCase),
            ("https://a:443", .defaultPort), ("http://a:80", .defaultPort), ("http://a:", .defaultPort),
        ] as [(String, Origin.Fault)])
    func `is refused where no browser could send it, with the reason`(text: String, fault: Origin.Fault) {
        #expect(throws: fault) { try Origin(text) }
        #expect(!fault.description.isEmpty)
    }
}
