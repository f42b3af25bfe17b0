import HTTP
import Testing

@Suite struct `Limits of a head` {
    private static func limits(head: Int = 1_000, target: Int = 100, lines: Int = 5) -> HeadParser.Limits {
        HeadParser.Limits(headBytes: head, targetBytes: target, fieldLines: lines)
    }

    @Test func `a head of exactly the limit passes and one more byte does not`() {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
        let exact = bytes(start + "y".repeated(1_000 - start.utf8.count - 4) + "\r\n\r\n")
        #expect(exact.count == 1_000)
        #expect(Verdict(exact, limits: Self.limits()) == .complete(length: 1_000))
        #expect(Verdict(exact + bytes("more of what follows"), limits: Self.limits()) == .complete(length: 1_000))
        #expect(Verdict(exact, limits: Self.limits(head: 999)) == .failed(.headTooLarge))
        #expect(Verdict(exact[..<999], limits: Self.limits()) == .partial)
    }

    @Test func `what comes after the limit is not looked at`() {
        let start = bytes("GET / HTTP/1.1\r\nHost: a\r\nX: ") + [UInt8](repeating: 0x79, count: 2_000)
        for rest in ["\0", "\r\nA B: c\r\n\r\n", "\r\n\r\n", "\r\n fold\r\n\r\n"] {
            #expect(Verdict(start + bytes(rest), limits: Self.limits()) == .failed(.headTooLarge))
        }
        #expect(Verdict(start[..<999], limits: Self.limits()) == .partial)
        #expect(Verdict(start[..<1_000], limits: Self.limits()) == .failed(.headTooLarge))
    }

    /// RFC 9110 section 15.5.15.
    @Test func `a target of exactly the limit passes and one more byte does not`() {
        for (length, verdict) in [(100, Verdict.complete(length: 126)), (101, .failed(.targetTooLong))] {
            let line = bytes("GET /" + "t".repeated(length - 1))
            #expect(Verdict(line, limits: Self.limits()) == (length == 100 ? .partial : .failed(.targetTooLong)))
            #expect(Verdict(line + bytes(" HTTP/1.1\r\nHost: a\r\n\r\n"), limits: Self.limits()) == verdict)
        }
    }

    @Test(arguments: [8_193, 16_384, 65_536, 1_048_576])
    func `a long target is too long however much of it has come`(length: Int) {
        let line = bytes("GET /" + "t".repeated(length - 1))
        #expect(Verdict(line) == .failed(.targetTooLong))
        #expect(Verdict(line + bytes(" HTTP/1.1\r\nHost: a\r\n\r\n")) == .failed(.targetTooLong))
    }

    @Test func `a target that alone fills the head is what is too long`() {
        let line = bytes("GET /" + "t".repeated(2_000))
        #expect(Verdict(line, limits: Self.limits(target: 5_000)) == .failed(.targetTooLong))
        #expect(Verdict(line[..<999], limits: Self.limits(target: 5_000)) == .partial)
    }

    @Test func `a method or an empty value without end is a head too large`() {
        #expect(Verdict(bytes("G".repeated(16_383))) == .partial)
        #expect(Verdict(bytes("G".repeated(16_384))) == .failed(.headTooLarge))
        #expect(Verdict(bytes("GET / HTTP/1.1\r\n" + "n".repeated(20_000))) == .failed(.headTooLarge))
        #expect(Verdict(bytes("GET / HTTP/1.1\r\nn:" + " ".repeated(20_000))) == .failed(.headTooLarge))
    }

    @Test func `exactly as many field lines as the limit pass and one more does not`() {
        func head(_ lines: Int) -> [UInt8] { bytes(request("X: y\r\n".repeated(lines - 1))) }
        #expect(Verdict(head(5), limits: Self.limits()) == .complete(length: head(5).count))
        #expect(Verdict(head(6), limits: Self.limits()) == .failed(.tooManyFields))
        #expect(Verdict(head(6).dropLast(8), limits: Self.limits()) == .partial)
        #expect(Verdict(bytes("GET / HTTP/1.0\r\n\r\n"), limits: Self.limits(lines: 0)) == .complete(length: 18))
    }

    @Test func `the limits of the server leave room for what honest clients send`() {
        let target = "/" + "t".repeated(7_980)
        #expect(Verdict(bytes(request("", line: "GET \(target) HTTP/1.1"))) == .complete(length: 7_981 + 26))
        #expect(Verdict(bytes(request("Cookie: " + "c".repeated(8_192) + "\r\n"))) != .partial)
        #expect(ParsedHead(request("X: y\r\n".repeated(99)))?.fields.count == 100)
    }
}
