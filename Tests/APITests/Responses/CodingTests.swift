import Catalog
import HTTP
import HTTPTypes
import Hashing
import JSON
import Testing

@testable import API

struct CodingTests {
    static let gzip: HTTPFields = [.acceptEncoding: "gzip"]

    @Test func `a body of a kilobyte or more is compressed for those who accept it`() throws {
        let client = try Client()
        let plain = client.get("/v1/frameworks/11-1111.00")
        let compressed = client.get("/v1/frameworks/11-1111.00", Self.gzip)
        #expect(plain.body.count >= 1024)
        #expect(plain.response.representation?.coding == .identity)
        #expect(plain.response.representation?.hasGzip == true)
        #expect(compressed.response.representation?.coding == .gzip)
        #expect(compressed.body == Gzip.compress(plain.body))
        #expect(!compressed.isDeferred)
        let tag = try #require(plain.tag)
        #expect(compressed.tag == "\(tag.dropLast())-gzip\"")
    }

    @Test func `a smaller body is the same for every coding`() throws {
        let answer = try Client().get("/v1/frameworks/22-2222.01/levels/1", Self.gzip)
        #expect(answer.body.count < 1024)
        #expect(answer.response.representation?.coding == .identity)
        #expect(answer.response.representation?.hasGzip == false)
        #expect(answer.tag?.hasSuffix("-gzip\"") == false)
    }

    @Test func `a body of more than 256 KiB is compressed later`() throws {
        let client = try Client(try Samples.snapshot([try long(statements: 3000)]))
        let plain = client.get("/v1/frameworks/10-0000.00")
        let compressed = client.get("/v1/frameworks/10-0000.00", Self.gzip)
        #expect(plain.body.count > 256 << 10)
        #expect(!plain.isDeferred)
        #expect(compressed.isDeferred)
        #expect(compressed.body == Gzip.compress(plain.body))
        #expect(compressed.response.representation?.isCacheable == true)
    }

    @Test(arguments: ["csv", "ndjson"])
    func `rows that fit into no step are a stream`(_ format: String) throws {
        let client = try Client(try Samples.snapshot([try long(statements: 3000)]))
        let target = "/v1/frameworks/10-0000.00/statements?format=\(format)"
        let stream = client.get(target)
        let steps = try #require(stream.steps)
        #expect(steps.count > 1)
        #expect(steps.allSatisfy { (1...65_536).contains($0) })
        #expect(lines(stream).count == 3000 + (format == "csv" ? 1 : 0))
        let representation = try #require(stream.response.representation)
        #expect(!representation.isCacheable)
        #expect(representation.hasGzip)
        #expect(representation.entityTag?.text.utf8.count == 24)
        let compressed = client.get(target, Self.gzip)
        #expect(compressed.response.representation?.coding == .gzip)
        #expect(compressed.body.starts(with: [0x1F, 0x8B]))
        #expect(compressed.tag == "\(try #require(stream.tag).dropLast())-gzip\"")
        // It is the part that a page of the same size holds.
        var pages: [[UInt8]] = []
        var next: String? = "\(target)&limit=500"
        while let page = next {
            let answer = client.get(page)
            #expect(answer.steps == nil)
            pages += lines(answer).dropFirst(format == "csv" && !pages.isEmpty ? 1 : 0)
            next = answer[.link]?.split(separator: ", ").first { $0.hasSuffix("rel=\"next\"") }
                .map { String($0.dropFirst(1 + Client.base.count).prefix { $0 != ">" }) }
        }
        #expect(lines(stream) == pages)
    }

    @Test func `a row longer than a step is cut, not lost`() throws {
        let text = String(repeating: "#", count: 200_000)
        let client = try Client(try Samples.snapshot([try long(statements: 2, of: text)]))
        let stream = client.get("/v1/statements?format=csv")
        #expect(try #require(stream.steps).allSatisfy { (1...65_536).contains($0) })
        #expect(stream.text.utf8.count { $0 == UInt8(ascii: "#") } == 400_000)
    }

    @Test func `the tag of a stream changes with what it is made from`() throws {
        let framework = try long(statements: 3000)
        let snapshot = try Samples.snapshot([framework])
        let target = "/v1/statements?format=csv"
        let tag = try Client(snapshot).get(target).tag
        #expect(try Client(snapshot).get(target).tag == tag)
        #expect(try Client(snapshot).get("/v1/statements?format=ndjson").tag != tag)
        #expect(try Client(snapshot).get("\(target)&sort=-soc").tag != tag)
        let options = Application.Options(serverVersion: "1.2.4")
        #expect(try Client(snapshot, options: options).get(target).tag != tag)
        #expect(try Client(snapshot).get("\(target)&utm_source=mail").tag == tag)
        let more = try Samples.snapshot([framework] + Samples.frameworks())
        #expect(try Client(more).get(target).tag != tag)
    }

    @Test(arguments: ["", "/statements", "/levels", "/levels/1", "/levels/1/statements"])
    func `a stream of the latest version is the unpinned one`(_ part: String) throws {
        let client = try Client(try Samples.snapshot([try long(statements: 3000)]))
        let unpinned = client.get("/v1/frameworks/10-0000.00\(part)?format=csv")
        let latest = client.get("/v1/frameworks/10-0000.00/versions/latest\(part)?format=csv")
        let pinned = client.get("/v1/frameworks/10-0000.00/versions/v.1\(part)?format=csv")
        #expect(unpinned.steps != nil)
        #expect(latest.tag == unpinned.tag)
        #expect(latest.body == unpinned.body)
        #expect(latest.response.fields == unpinned.response.fields)
        #expect(pinned.tag != unpinned.tag)
    }

    @Test func `a tag is of the type and the bytes`() throws {
        let client = try Client()
        let answer = client.get("/v1")
        let digest = SHA256(hashing: Array("application/json\n".utf8) + answer.body)
        #expect(answer.tag == "\"\(Base64URL.encode(digest.bytes).prefix(22))\"")
        #expect(try Client().get("/v1").tag == answer.tag)
    }

    @Test func `the source is served byte for byte with its own tag`() throws {
        let client = try Client()
        for framework in try Samples.frameworks() {
            let target = "/v1/frameworks/\(framework.soc)/versions/\(framework.version.text)/source"
            let answer = client.get(target)
            #expect(answer.body == framework.source.bytes)
            #expect(answer.response.representation?.type == .json)
            #expect(answer.tag != nil)
        }
    }

    private func lines(_ answer: Answer) -> [[UInt8]] {
        answer.body.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    private func long(statements count: Int, of text: String? = nil) throws -> Framework {
        let statements = (0..<count).map { text ?? "Step \($0) — takes the tool of that number in hand" }
        return try Samples.framework(
            "10-0000.00", "Counters", group: nil, sector: nil, jobZone: nil, isInferred: nil, version: "v.1",
            exportedAt: ("2025-01-01T00:00:00Z", 1_735_689_600_000), attribution: "© The Counters",
            levels: Samples.levels([statements, [], [], []], soc: "10-0000.00"))
    }
}
