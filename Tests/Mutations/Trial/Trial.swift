import API
import Catalog
import Foundation
import HTTP
import HTTPTypes
import Hashing

/// Loads mutations of the samples and serves what loads: whatever is done to an export, what is served is what it says,
/// or it is refused with a place in it.
package struct Trial {
    /// How many mutations were loaded.
    package private(set) var loaded = 0
    /// What was wrong, each with the seed of its mutation.
    package private(set) var faults: [String] = []

    private let store = Store(Snapshot(generation: 1, occupations: [], loadedAt: 0, rejected: []))
    private let application: Application

    /// - Parameter seeds: of the mutations.
    package init(seeds: some Sequence<UInt64>) {
        application = Application(
            store: store, lifecycle: Lifecycle(), options: Application.Options(serverVersion: "1"))
        for seed in seeds { run(seed) }
    }

    private mutating func run(_ seed: UInt64) {
        let bytes = Mutation.bytes(seed: seed)
        let source = SourceFile(path: "x.json", bytes: bytes, digest: SHA256(hashing: bytes))
        let export = Export(reading: source, now: 1_800_000_000_000)
        for finding in export.findings where finding.rule != .tooManyFindings {
            let place = finding.offset.flatMap { Self.place(of: $0, in: bytes) }
            check(place.map { $0 == (finding.line, finding.column) }, seed, "the place of \(finding.rule.id)")
        }
        check((export.framework == nil) == export.findings.contains { $0.severity == .error }, seed, "the verdict")
        guard let framework = export.framework else { return }
        loaded += 1
        store.publish(
            Snapshot(
                generation: store.snapshot.generation + 1,
                occupations: [Snapshot.Versions([framework])].compactMap(\.self), loadedAt: 0, rejected: []))
        do {
            try checkAnswers(PlainExport(parsing: bytes), bytes, seed)
        } catch {
            faults.append("seed \(seed): for Foundation this is no JSON: \(error)")
        }
    }

    private mutating func checkAnswers(_ export: PlainExport, _ bytes: [UInt8], _ seed: UInt64) throws {
        let target = "/v1/frameworks/\(export.soc)"
        check(body(of: "\(target)/source") == bytes, seed, "the source")

        // Without what the file does not say: ids, links, whether it is the latest.
        let framework = try Plain(parsing: body(of: target)).removing(["id", "links", "isLatest"])
        check(framework == .object(export.members), seed, "the framework")

        let limit = Int(seed % 50) + 1
        let offset = Int(seed / 50 % UInt64(export.statements.count))
        let page = try Plain(parsing: body(of: "\(target)/statements?limit=\(limit)&offset=\(offset)"))
        check(
            page["data"]?.removing(["id", "links", "firstSeen", "lastSeen"])
                == .array(Array(export.statements.dropFirst(offset).prefix(limit))), seed, "the statements")
        check(page["page"]?["total"] == .number(Double(export.statements.count)), seed, "the number of statements")
    }

    private func body(of target: String) -> [UInt8] {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: target)
        let reply = application.answer(Request(head: head, linkBase: LinkBase(""), id: "r"))
        let response =
            switch reply {
            case .ready(let response): response
            case .deferred(let work): work()
            }
        return if case .bytes(let bytes) = response.body { bytes } else { [] }
    }

    /// - Parameter isGood: nil where that could not be found out.
    private mutating func check(_ isGood: Bool?, _ seed: UInt64, _ what: String) {
        if isGood != true { faults.append("seed \(seed): \(what)") }
    }

    /// Line and column by their definition: the line breaks before, and the scalars after the last of them. A scalar that
    /// the end of the text cuts off counts byte by byte. nil beyond the end, and where what stands before is not UTF-8.
    private static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int?, column: Int?)? {
        guard 0...bytes.count ~= offset else { return nil }
        let cuts = offset == bytes.count ? 0..<4 : 0..<1
        let whole = cuts.lazy.compactMap { String(validating: bytes[..<offset].dropLast($0), as: UTF8.self) }.first
        guard var text = whole else { return nil }
        let cut = offset - text.utf8.count
        if text.utf8.contains(UInt8(ascii: "\r")) {
            // The CR of a CR LF that the place is in the middle of ends no line.
            if text.hasSuffix("\r"), bytes[offset...].first == UInt8(ascii: "\n") { text = text.dropLast() + " " }
            text = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        }
        let lines = text.components(separatedBy: "\n")
        return (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1 + cut)
    }
}
