import HTTP
import TestSupport
import Testing

@Suite struct `Authorities` {
    private static func isValid(_ bytes: [UInt8], _ range: Range<Int>? = nil) -> Bool {
        Authority.isValid(bytes.span.bytes, range ?? bytes.indices)
    }

    private static let valid = [
        "a", "example.com", "EXAMPLE.com.", "a_b", "-", "~", "a!$&'()*+,;=b", "127.0.0.1", "999.1", "1", "%41",
        "a%2fb%C3%A9",
        "a:", "a:0", "a:80", "a:65535", "a:065535", "a:0000000000000000000080", "a%20:1", "[::1]", "[::]", "[::]:",
        "[::1]:65535", "[1:2:3:4:5:6:7:8]", "[2001:DB8::a]", "[1::]", "[1:2:3:4:5:6:7::]", "[::2:3:4:5:6:7:8]",
        "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:0.0.0.255]", "[64:ff9b::1.2.3.4]:443",
    ]

    private static let invalid = [
        "", ":", ":80", "a:65536", "a:99999", "a:18446744073709551616", "a:184467440737095516160", "a:x", "a:8x",
        "a:-1", "a:+1",
        "a: 1", "a:1 ", "a:1:2", "a::1", "::1", "a/", "/", "u@a", "u:p@a", "@", "a b", " a", "a ", "a\tb", "<a>", "a?",
        "a#",
        "a\\b", "a\"", "a^", "a`", "a{b}", "a|b", "a\0", "a\u{7f}", "a\u{e9}", "\u{ff}", "%", "a%", "a%4", "%4g", "%g4",
        "a%:",
        "a%4:1", "a%%41", "a[::1]", "[", "]", "[]", "[:]", "[:::]", "[::", "::]", "[::1]x", "[::1]80", "[::1]:x",
        "[::1]:65536",
        "[::1]]", "[[::1]]", "[1:2]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1::2::3]", "[12345::]", "[g::]",
        "[:1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:]", "[1:2:3:4:5:6:7:8::]", "[::1.2.3]", "[::1.2.3.4.5]", "[::256.1.1.1]",
        "[::01.2.3.4]", "[1.2.3.4::]", "[1.2.3.4]", "[::1.2.3.4:5]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1 ]",
        "[v1.a:b]",
        "[1:2:3:4:5:6:7:1.2.3.4]", "[::.]", "[::1:" + "0".repeated(300) + "]",
    ]

    @Test(arguments: valid)
    func `a host with an optional port is one`(authority: String) {
        #expect(Self.isValid(bytes(authority)))
        #expect(ReferenceAuthority.isValid(authority))
    }

    @Test(arguments: invalid)
    func `anything else is none`(authority: String) {
        #expect(!Self.isValid(bytes(authority)))
        #expect(!ReferenceAuthority.isValid(authority))
    }

    @Test func `only the bytes of the range count`() {
        let around = bytes("u@[::1]:80/x")
        #expect(Self.isValid(around, 2..<10))
        #expect(Self.isValid(around, 2..<7))
        #expect(!Self.isValid(around, 2..<6))
        #expect(!Self.isValid(around, 2..<11))
        let cut = bytes("a%41")
        #expect(!Self.isValid(cut, 0..<3), "the escape ends outside the range")
    }

    @Test func `mutations are judged as by the grammar`() {
        var generator = SeededGenerator(seed: 3986)
        var accepted = 0
        for index in 0..<20_000 {
            let authority = mutated(bytes(Self.valid[index % Self.valid.count]), using: &generator)
            let isValid = Self.isValid(authority)
            accepted += isValid ? 1 : 0
            #expect(isValid == ReferenceAuthority.isValid(text(authority)), "\(text(authority))")
        }
        #expect((2_000..<18_000).contains(accepted), "the mutations tell too little: \(accepted)")
    }

    private static let normalized: [(authority: String, http: String, https: String)] = [
        ("Example.COM", "example.com", "example.com"), ("a:", "a", "a"), ("a:80", "a", "a:80"),
        ("a:443", "a:443", "a"), ("a:080", "a", "a:080"), ("A:8080", "a:8080", "a:8080"), ("[::1]", "[::1]", "[::1]"),
        ("[2001:DB8::A]:", "[2001:db8::a]", "[2001:db8::a]"), ("[::1]:80", "[::1]", "[::1]:80"),
        ("[::80]", "[::80]", "[::80]"), ("[::1]:443", "[::1]:443", "[::1]"), ("a.:80", "a.", "a.:80"),
    ]

    @Test(arguments: [
        ("a", "a"), ("a:80", "a"), ("a:", "a"), ("[::1]", "[::1]"), ("[::1]:80", "[::1]"),
        ("A.example:8080", "A.example"),
    ])
    func `the host is what stands before the port`(authority: String, host: String) {
        let bytes = Array(authority.utf8)
        let range = Authority.hostRange(bytes.span.bytes, bytes.indices)
        #expect(String(decoding: bytes[range], as: UTF8.self) == host)
    }

    @Test(arguments: normalized)
    func `a link has it in lower case without a default port`(authority: String, http: String, https: String) {
        #expect(Authority.normalized(bytes(authority), scheme: "http") == http)
        #expect(Authority.normalized(bytes(authority), scheme: "https") == https)
    }
}
