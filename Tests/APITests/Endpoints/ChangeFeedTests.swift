import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

@Suite(.enabled(if: ParsedFeed.isReadable, "there is no python3"))
struct ChangeFeedTests {
    @Test func `the feed has what RFC 4287 demands, newest first`() throws {
        let client = try Client()
        let feed = try ParsedFeed(client.get("/v1/changes.atom").body)
        #expect(feed["feed/id"] == ["urn:uuid:0b1a7ff6-cd0a-880c-84f9-9b178c0a7f33"])
        #expect(feed["feed/title"].count == 1)
        #expect(feed["feed/updated"] == ["2030-01-01T00:00:00.000Z"])
        #expect(feed["feed/author/name"] == ["Rungs"])
        #expect(feed["feed/rights"].first?.hasPrefix("© The Guild; ") == true)
        #expect(feed["feed/link rel=self"] == ["https://rungs.example/v1/changes.atom"])
        #expect(feed["feed/link rel=alternate"] == ["https://rungs.example/v1/changes"])
        let changes = try client.get("/v1/changes").json().data
        #expect(feed["feed/entry/category"] == changes.reversed().map { $0.string("type") ?? "" })
        #expect(
            feed["feed/entry/link rel=alternate"] == changes.reversed().map { $0.string("links", "self") ?? "" })
        #expect(feed["feed/entry/title"].contains("Écluse \"Lock\" Keepers (33-3333.00), 2025+a"))
        #expect(feed["feed/entry/updated"][2] == "2025-02-28T23:00:00.000Z")
        #expect(feed["feed/entry/summary"].contains("Follows version v.1: 4 levels, 6 statements."))
        #expect(feed["feed/entry/rights"].count == 6)
        let ids = feed["feed/entry/id"]
        #expect(Set(ids).count == 6)
        #expect(ids.allSatisfy { $0.hasPrefix("urn:uuid:") && $0.count == 45 })
    }

    @Test func `an entry has its id wherever and whenever it is served`() throws {
        let elsewhere = try Client(try Samples.snapshot(generation: 2, Array(Samples.frameworks().prefix(2))))
        let ids = try ParsedFeed(elsewhere.get("/v1/changes.atom").body)["feed/entry/id"]
        let all = try ParsedFeed(Client().get("/v1/changes.atom").body)["feed/entry/id"]
        #expect(ids == [all[3], all[5]])
    }

    @Test(arguments: [1, 2, 4, 50])
    func `following the pages of the feed reaches every entry once`(_ limit: Int) throws {
        let client = try Client()
        let whole = try ParsedFeed(client.get("/v1/changes.atom").body)["feed/entry/id"]
        var found: [String] = []
        var next: String? = "https://rungs.example/v1/changes.atom?limit=\(limit)"
        while let url = next, found.count < 100 {
            let feed = try ParsedFeed(client.get(String(url.dropFirst(Client.base.count))).body)
            found += feed["feed/entry/id"]
            #expect(feed["feed/link rel=first"] == ["https://rungs.example/v1/changes.atom?limit=\(limit)"])
            next = feed["feed/link rel=next"].first
        }
        #expect(found == whole)
        let last = try ParsedFeed(client.get("/v1/changes.atom?limit=2&offset=4").body)
        #expect(last["feed/link rel=previous"] == ["https://rungs.example/v1/changes.atom?limit=2&offset=2"])
    }

    @Test func `whatever an export has, the feed is well-formed`() throws {
        let title = "<b>&amp; \u{1}\u{B}\u{FFFE}\u{FFFF}\u{FFFD}]]> \"'\u{7F}\u{85}\u{10FFFF}\r\n\tend"
        let framework = try Samples.framework(
            Samples.founders, title, group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
            exportedAt: ("0001-01-01", -62_135_596_800_000), attribution: title,
            levels: Samples.levels([["a"], [], [], []], soc: Samples.founders))
        let feed = try ParsedFeed(Client(try Samples.snapshot([framework])).get("/v1/changes.atom").body)
        let replaced = "<b>&amp; \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}]]> \"'\u{7F}\u{85}\u{10FFFF}\r\n\tend"
        #expect(feed["feed/entry/title"] == ["\(replaced) (11-1111.00), v.1"])
        #expect(feed["feed/entry/rights"].first?.hasPrefix(replaced) == true)
        #expect(feed["feed/entry/updated"] == ["0001-01-01T00:00:00.000Z"])
    }

    @Test func `without exports the feed is empty and valid`() throws {
        let feed = try ParsedFeed(Client(try Samples.snapshot([])).get("/v1/changes.atom").body)
        #expect(feed["feed/updated"] == ["1970-01-01T00:00:00Z"])
        #expect(feed["feed/entry/id"].isEmpty)
        #expect(feed["feed/rights"].isEmpty)
    }

    @Test func `the feed has one type, which says itself`() throws {
        let answer = try Client().get("/v1/changes.atom")
        #expect(answer.response.representation?.type.contentType.description == "application/atom+xml; charset=utf-8")
        #expect(try Client().get("/v1/changes.atom", [.accept: "application/json"]).status == 406)
        #expect(try Client().get("/v1/changes.atom?format=json").response.errorType == "unknown-parameter")
    }
}
