import HTTP
import Testing

@Suite struct `An IP address` {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"), ("::", "::"), ("::1", "::1"), ("0.0.0.0", "0.0.0.0"),
    ])
    func `is read, and written in its short form`(text: String, written: String) throws {
        #expect(try #require(IPAddress(text)).description == written)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", " ::1", "[::1]", "::1%eth0", ":::", "1::2::3",
        "1.2.3.4:80", "a", "localhost", "::ffff:1.2.3", String(repeating: "1", count: 60), "1.2.3.4\0",
    ])
    func `is none of these`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.200.0.0", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("192.0.2.1/32", "192.0.2.0", false),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
        ("::/0", "192.0.2.1", false), ("::ffff:0:0/96", "192.0.2.1", true), ("::ffff:10.0.0.0/104", "10.9.9.9", true),
        ("::ffff:10.0.0.0/104", "11.9.9.9", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8::/65", "2001:db8::7fff:0:0:0", true), ("2001:db8::/65", "2001:db8::8000:0:0:0", false),
        ("2001:db8::1", "2001:db8::1", true), ("::1/128", "::1", true), ("::1/128", "::", false),
    ])
    func `is within a range, or not`(range: String, address: String, isWithin: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(IPAddress(address))) == isWithin)
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "::/129", "::/0x8",
        "10.0.0.0/255.0.0.0", "10.0.0.0 /8", "10/8", "example.com", "unix", "10.0.0.0/99999999999999999999",
    ])
    func `has no range like these`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}

@Suite struct `A path prefix` {
    @Test(arguments: [
        ("", true), ("/a", true), ("/a/b.c_d~e-F9", true), ("/...", true), ("/a/...b", true), ("/", false),
        ("a", false), ("/a/", false), ("//a", false), ("/a//b", false), ("/.", false), ("/a/..", false),
        ("/a b", false), ("/a%20", false), ("/a?b", false), ("/ä", false), ("/a\"", false),
    ])
    func `is plain segments, each after a slash`(text: String, isValid: Bool) {
        #expect(PathPrefix.isValid(text) == isValid)
    }
}
