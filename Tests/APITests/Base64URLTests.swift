import Testing

@testable import API

struct Base64URLTests {
    // The first seven are of RFC 4648 section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"), ("~~?", "fn4_"), ("~~>", "fn4-"),
    ])
    func `bytes are written in the safe alphabet and read back`(_ text: String, _ encoded: String) {
        #expect(Base64URL.encode(Array(text.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(text.utf8))
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm8+", "Zm8/", "Zm 8", "Zm9v\n", "é", "AAAAA"])
    func `anything else is refused`(_ text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
