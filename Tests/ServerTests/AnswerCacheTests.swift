import HTTP
import HTTPTypes
import TestSupport
import Testing

@testable import Server

@Suite struct `The answer cache` {
    @Test func `what was kept is found by base, target, type and coding, and by nothing else`() {
        var cache = AnswerCache(byteLimit: 1 << 20)
        cache.insert("a", target: "/a", coding: .identity)
        cache.insert("g", target: "/a", coding: .gzip)
        #expect(cache.text("/a", coding: .identity) == "a")
        #expect(cache.text("/a", coding: .gzip) == "g")
        #expect(cache.text("/a", base: 1, coding: .gzip) == nil)
        #expect(cache.text("/a", type: 1, coding: .gzip) == nil)
        #expect(cache.text("/a?", coding: .gzip) == nil)
        cache.insert("one", target: "/b", coding: nil)
        #expect(cache.text("/b", coding: .gzip) == "one")
    }

    @Test func `an answer replaces the one before it`() {
        var cache = AnswerCache(byteLimit: 1 << 20)
        cache.insert("old", target: "/a", coding: .identity)
        let bytes = cache.byteCount
        cache.insert("new", target: "/a", coding: .identity)
        #expect(cache.text("/a", coding: .identity) == "new")
        #expect(cache.byteCount == bytes)
    }

    @Test func `an answer over a sixteenth of the bound is not kept`() {
        var cache = AnswerCache(byteLimit: 160_000)
        cache.insert(String(repeating: "x", count: 10_001), target: "/a", coding: nil)
        #expect(cache.resourceCount == 0)
        cache.insert(String(repeating: "x", count: 9_000), target: "/a", coding: nil)
        #expect(cache.resourceCount == 1)
    }

    @Test func `bytes stay within the bound, and those of removed bases and snapshots are given back`() {
        var cache = AnswerCache(byteLimit: 100_000)
        for index in 0..<5_000 {
            cache.insert(
                String(repeating: "x", count: index % 3_000), base: index % 4, target: "/\(index)", coding: nil)
            #expect(cache.byteCount <= 100_000)
        }
        for base in 0..<4 { cache.removeAll(base: base) }
        #expect(cache.byteCount == 0)
        #expect(cache.resourceCount == 0)
        cache.insert("x", target: "/a", coding: nil)
        cache.removeAll()
        #expect(cache.byteCount == 0)
        #expect(cache.text("/a", coding: .identity) == nil)
    }

    @Test func `bytes stay within a bound that few resources fill`() {
        var cache = AnswerCache(byteLimit: 64_000)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let index = Int.random(in: 0..<40, using: &random)
            let target = "/\(index)?" + String(repeating: "x", count: index % 4 * 2500)
            if Bool.random(using: &random) { _ = cache.text(target, coding: .identity) }
            cache.insert(
                String(repeating: "x", count: Int.random(in: 0...3900, using: &random)), target: target,
                coding: Bool.random(using: &random) ? .gzip : .identity)
            #expect(cache.byteCount <= 64_000)
        }
        #expect(cache.resourceCount > 0)
    }

    @Test func `targets that are asked for once push out nothing that is in use`() {
        var cache = AnswerCache(byteLimit: 200_000)
        let used = (0..<50).map { "/used/\($0)" }
        for target in used {
            cache.insert(String(repeating: "u", count: 1000), target: target, coding: nil)
            #expect(cache.text(target, coding: .identity) != nil)
        }
        for index in 0..<10_000 {
            cache.insert(String(repeating: "i", count: 1000), target: "/invented?\(index)", coding: nil)
            if index % 20 == 0 { _ = cache.text(used[index / 20 % used.count], coding: .identity) }
        }
        #expect(used.allSatisfy { cache.text($0, coding: .identity) != nil })
    }

    @Test func `resources that fell out of probation and are asked for again stay`() {
        var cache = AnswerCache(byteLimit: 100_000)
        func insert(_ indices: Range<Int>) {
            for index in indices { cache.insert(String(repeating: "a", count: 1000), target: "/\(index)", coding: nil) }
        }
        func kept(_ indices: Range<Int>) -> Int {
            indices.count { cache.text("/\($0)", coding: .identity) != nil }
        }
        insert(0..<200)
        #expect(kept(0..<20) == 0)
        insert(0..<20)
        insert(200..<400)
        // Two hashes in one place of the table, which is seeded anew in each process, make the older one forgotten.
        #expect(kept(0..<20) >= 12)
        #expect(kept(200..<220) == 0)
    }
}

@Suite struct `The table of link bases` {
    private func resolve(
        _ table: inout LinkBaseTable, _ authority: String, scheme: Scheme = .http, prefix: String = ""
    ) -> LinkBaseTable.Resolution {
        let head = Array((authority + prefix).utf8)
        let origin = origin(authority, scheme: scheme, prefix: prefix)
        return head.withUnsafeBytes { table.resolve(origin, $0) }
    }

    /// Of a head that is the authority and then the prefix.
    private func origin(_ authority: String, scheme: Scheme = .http, prefix: String = "") -> RequestOrigin {
        let end = authority.utf8.count
        var origin = RequestOrigin(scheme: scheme, authority: ByteRange(0..<end))
        origin.prefix = ByteRange(end..<end + prefix.utf8.count)
        return origin
    }

    @Test func `spellings of one authority share a place`() {
        var table = LinkBaseTable(basePath: "", constant: nil)
        #expect(resolve(&table, "Example.COM") == .kept(0))
        #expect(resolve(&table, "example.com:80") == .kept(0))
        #expect(resolve(&table, "example.com") == .kept(0))
        #expect(resolve(&table, "example.com:81") == .kept(1))
    }

    @Test func `scheme and prefix tell bases apart, and the base path comes before a prefix`() {
        var table = LinkBaseTable(basePath: "", constant: nil)
        #expect(resolve(&table, "a") == .kept(0))
        #expect(resolve(&table, "a", scheme: .https) == .kept(1))
        #expect(resolve(&table, "A:443", scheme: .https) == .kept(1))
        #expect(resolve(&table, "a", prefix: "/x") == .kept(2))
        #expect(resolve(&table, "a", prefix: "/y") == .kept(3))
        #expect(resolve(&table, "a", prefix: "/x") == .kept(2))
        #expect(resolve(&table, "", prefix: "/x") == .kept(4))
        var configured = LinkBaseTable(basePath: "/z", constant: nil)
        #expect(resolve(&configured, "a", prefix: "/x") == .kept(0))
        #expect(resolve(&configured, "a", prefix: "/y") == .kept(0))
    }

    @Test func `a ninth base takes a place only when it is asked for more than the least used`() {
        var table = LinkBaseTable(basePath: "", constant: nil)
        for index in 0..<8 {
            for _ in 0..<(index == 3 ? 2 : 5) { #expect(resolve(&table, "host\(index)") == .kept(index)) }
        }
        #expect(resolve(&table, "ninth") == .unkept)
        #expect(resolve(&table, "ninth") == .unkept)
        #expect(resolve(&table, "ninth") == .replaced(3))
        #expect(resolve(&table, "ninth") == .kept(3))
        #expect(resolve(&table, "host3") == .unkept)
    }

    @Test func `invented hosts take no place from hosts in use`() {
        var table = LinkBaseTable(basePath: "", constant: nil)
        for _ in 0..<20 { for index in 0..<8 { _ = resolve(&table, "host\(index)") } }
        for index in 0..<100_000 { #expect(resolve(&table, "invented\(index)") == .unkept) }
        for index in 0..<8 { #expect(resolve(&table, "host\(index)") == .kept(index)) }
    }

    @Test func `a public URL is the base of every request`() {
        var table = LinkBaseTable(basePath: "/x", constant: LinkBase("https://rungs.example/x"))
        #expect(resolve(&table, "a") == .kept(0))
        #expect(resolve(&table, "b") == .kept(0))
        #expect(Array("b".utf8).withUnsafeBytes { table.base(origin("b"), $0) } == LinkBase("https://rungs.example/x"))
    }
}

extension AnswerCache {
    fileprivate static let types: [MediaType] = [.json, .csv]

    fileprivate mutating func insert(_ text: String, base: Int = 0, target: String, coding: ContentCoding?) {
        let answer = Answer(Response(status: .ok), body: Array(text.utf8))
        Array(target.utf8).withUnsafeBytes {
            insert(answer, base: base, target: $0, types: Self.types, type: 0, coding: coding)
        }
    }

    fileprivate mutating func text(_ target: String, base: Int = 0, type: Int = 0, coding: ContentCoding) -> String? {
        let resource = Array(target.utf8).withUnsafeBytes { self.resource(base: base, target: $0) }
        return resource?.answer(type: type, coding: coding).map { answer in
            String(decoding: answer.bytes(.whole).suffix(answer.bodyByteCount ?? 0), as: UTF8.self)
        }
    }
}
