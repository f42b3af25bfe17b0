import HTTP
import Testing

@Suite struct `Conditional requests` {
    private static let modified = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"
    private static let lastModified: Int64 = 784_111_777

    private static func verdict(
        _ lines: String, tag: String = "\"a\"", lastModified: Int64? = lastModified
    ) throws -> Preconditions.Verdict {
        let head = bytes(request(lines))
        let parsed = try #require(ParsedHead(head)).head
        return bytes(tag).withUnsafeBytes {
            Preconditions.evaluate(
                parsed, in: head.span.bytes, entityTag: $0, lastModified: lastModified, now: 1_767_225_600)
        }
    }

    /// Every combination of the four fields, judged by the steps of RFC 9110 section 13.2.2 as they are written.
    @Test func `the order of section 13.2.2 is kept`() throws {
        let ifMatch: [(line: String, isTrue: Bool?)] = [
            ("", nil), ("If-Match: \"a\"\r\n", true), ("If-Match: *\r\n", true), ("If-Match: \"b\"\r\n", false),
            ("If-Match: W/\"a\"\r\n", false),
        ]
        let ifUnmodifiedSince: [(line: String, isTrue: Bool?)] = [
            ("", nil), ("If-Unmodified-Since: \(Self.modified)\r\n", true),
            ("If-Unmodified-Since: \(Self.after)\r\n", true),
            ("If-Unmodified-Since: \(Self.before)\r\n", false), ("If-Unmodified-Since: garbage\r\n", nil),
        ]
        let ifNoneMatch: [(line: String, isTrue: Bool?)] = [
            ("", nil), ("If-None-Match: \"b\"\r\n", true), ("If-None-Match: \"a\"\r\n", false),
            ("If-None-Match: W/\"a\"\r\n", false), ("If-None-Match: *\r\n", false),
        ]
        let ifModifiedSince: [(line: String, isTrue: Bool?)] = [
            ("", nil), ("If-Modified-Since: \(Self.modified)\r\n", false),
            ("If-Modified-Since: \(Self.after)\r\n", false),
            ("If-Modified-Since: \(Self.before)\r\n", true), ("If-Modified-Since: garbage\r\n", nil),
        ]
        func expected(
            _ ifMatch: Bool?, _ ifUnmodifiedSince: Bool?, _ ifNoneMatch: Bool?, _ ifModifiedSince: Bool?
        ) -> Preconditions.Verdict {
            if ifMatch == false { return .failed }
            if ifMatch == nil, ifUnmodifiedSince == false { return .failed }
            if let ifNoneMatch { return ifNoneMatch ? .proceed : .notModified }
            return ifModifiedSince == false ? .notModified : .proceed
        }
        for first in ifMatch {
            for second in ifUnmodifiedSince {
                for third in ifNoneMatch {
                    for fourth in ifModifiedSince {
                        let expected = expected(first.isTrue, second.isTrue, third.isTrue, fourth.isTrue)
                        // The order of the lines does not matter.
                        for lines in [
                            first.line + second.line + third.line + fourth.line,
                            fourth.line + third.line + second.line + first.line,
                        ] {
                            #expect(try Self.verdict(lines) == expected, "\(lines)")
                        }
                    }
                }
            }
        }
    }

    private static let lists: [(list: String, strong: Bool, weak: Bool)] = [
        // RFC 9110 section 8.8.3.2: a weak tag matches only weakly.
        ("\"a\"", true, true), ("W/\"a\"", false, true), ("*", true, true), ("\"b\"", false, false),
        ("W/\"b\"", false, false), ("\"A\"", false, false), ("\"\"", false, false), ("\"aa\"", false, false),
        ("\"b\", \"a\"", true, true), ("\"b\",\"a\",\"c\"", true, true), ("\"b\"\t,\t \"a\"", true, true),
        (", ,\"a\"", true, true), ("\"a\",", true, true), ("W/\"a\", \"a\"", true, true),
        ("\"b\", W/\"a\"", false, true),
        // A comma, a star or a W may stand in a tag.
        ("\"b,c\", \"a\"", true, true), ("\",\", \"a\"", true, true), ("\"b, \\\"a\\\"\"", false, false),
        ("\"x,\"", false, false), ("\"*\"", false, false), ("\"W/\", \"a\"", true, true),
        ("\"\u{ff}\", \"a\"", true, true),
        ("\"\\\", \"a\"", true, true),
        // What is malformed ends the list.
        ("", false, false), ("a", false, false), ("'a'", false, false), ("\"a", false, false), ("a\"", false, false),
        ("w/\"a\"", false, false), ("W\"a\"", false, false), ("W/ \"a\"", false, false), ("W/a", false, false),
        ("W/", false, false), ("W", false, false), ("\"", false, false), ("junk, \"a\"", false, false),
        ("\"a\", junk", true, true), ("\"b c\", \"a\"", false, false), ("*, \"a\"", false, false), ("**", false, false),
        ("\"b\", *", false, false), ("\"b", false, false), ("\"b\tc\", \"a\"", false, false),
    ]

    @Test(arguments: lists)
    func `a list is compared strongly for If-Match and weakly for If-None-Match`(
        list: String, strong: Bool, weak: Bool
    ) throws {
        #expect(try Self.verdict("If-Match: \(list)\r\n") == (strong ? .proceed : .failed))
        #expect(try Self.verdict("If-None-Match: \(list)\r\n") == (weak ? .notModified : .proceed))
    }

    @Test(arguments: [
        (["\"b\"", "\"a\""], true), (["\"a\"", "\"b\""], true), (["\"b\"", "\"c\""], false), (["\"b\"", "*"], true),
        (["junk", "\"a\""], true), (["\"b", "a\""], false),
    ])
    func `the lines of a repeated field are all looked through`(lists: [String], isMatch: Bool) throws {
        let match = lists.map { "If-Match: \($0)\r\nX: y\r\n" }.joined()
        #expect(try Self.verdict(match) == (isMatch ? .proceed : .failed))
        let noneMatch = lists.map { "X: y\r\nIF-None-Match: \($0)\r\n" }.joined()
        #expect(try Self.verdict(noneMatch) == (isMatch ? .notModified : .proceed))
    }

    /// RFC 9110 sections 13.1.3 and 13.1.4: more than one member is no date.
    @Test func `a repeated date is ignored`() throws {
        #expect(try Self.verdict("If-Modified-Since: \(Self.after)\r\n".repeated(2)) == .proceed)
        #expect(try Self.verdict("If-Unmodified-Since: \(Self.before)\r\n".repeated(2)) == .proceed)
        #expect(try Self.verdict("If-Modified-Since: \(Self.after), \(Self.after)\r\n") == .proceed)
    }

    @Test func `the other forms of dates count, and the century is that of now`() throws {
        for date in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Tue, 01 Jan 2999 00:00:00 GMT"] {
            #expect(try Self.verdict("If-Modified-Since: \(date)\r\n") == .notModified)
        }
        #expect(try Self.verdict("If-Modified-Since: someday, 06-Nov-94 08:49:37 GMT\r\n") == .proceed)
    }

    @Test func `without a validator only a star matches and dates are ignored`() throws {
        let dates = "If-Modified-Since: \(Self.after)\r\nIf-Unmodified-Since: \(Self.before)\r\n"
        #expect(try Self.verdict(dates, lastModified: nil) == .proceed)
        for list in ["\"a\"", "\"\"", ""] {
            #expect(try Self.verdict("If-None-Match: \(list)\r\n", tag: "") == .proceed)
            #expect(try Self.verdict("If-Match: \(list)\r\n", tag: "") == .failed)
        }
        #expect(try Self.verdict("If-None-Match: *\r\n", tag: "") == .notModified)
        #expect(try Self.verdict("If-Match: *\r\n", tag: "") == .proceed)
    }

    /// RFC 9110 section 8.8.3.3.
    @Test func `the tag of one coding does not match the other`() throws {
        let tag = EntityTag(opaque: "x")
        let gzip = tag.coded(.gzip)
        #expect(tag.text == "\"x\"")
        #expect(gzip.text == "\"x-gzip\"")
        #expect(tag.coded(.identity) == tag)
        #expect(try Self.verdict("If-None-Match: \(gzip.text)\r\n", tag: tag.text) == .proceed)
        #expect(try Self.verdict("If-None-Match: \(tag.text)\r\n", tag: gzip.text) == .proceed)
        #expect(try Self.verdict("If-None-Match: \(tag.text), \(gzip.text)\r\n", tag: gzip.text) == .notModified)
        #expect(try Self.verdict("If-Match: \(tag.text)\r\n", tag: gzip.text) == .failed)
    }
}
