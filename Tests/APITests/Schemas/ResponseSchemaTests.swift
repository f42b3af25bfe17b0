import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// The schemas of responses, held against answers: closed, and with every property seen.
@Suite(.enabled(if: PythonValidator.python != nil, "no Python with the jsonschema package"))
struct ResponseSchemaTests {
    @Test func `every answer is as its schema says, and all that a schema names is in some answer`() throws {
        var cases = Cases()
        for (client, targets) in try clients() {
            for target in targets { cases.add(target, client.get(target)) }
        }
        for (method, target, fields, _) in ProblemTests.requests {
            cases.add(target, try Client().send(method, target, fields))
        }
        for refusal in Self.refusals {
            cases.add("a refusal", Answer(try Client().application.refuse(refusal)))
        }
        #expect(cases.count > 150)
        for fault in try PythonValidator.faults(of: cases.input()) {
            Issue.record("\(fault)")
        }
    }

    /// Each with what it is asked.
    private func clients() throws -> [(Client, [String])] {
        let examples = try RouteName.allCases.map { try $0.example() }
        let lists = RouteTable.ofAPI.routes.filter { $0.parameters.contains(.limit) }
        let pages = try lists.flatMap { route in
            let target = try route.name.example()
            return ["\(target)?limit=1", "\(target)?limit=1&offset=1", "\(target)?limit=500"]
        }
        var targets = examples + pages
        for soc in [Samples.founders, Samples.keepers, "22-2222.02", "44-4444.00"] {
            targets += ["", "/levels", "/levels/2", "/statements", "/versions"].map { "/v1/frameworks/\(soc)\($0)" }
        }
        targets += ProblemCode.allCases.map { "/problems/\($0.rawValue)" }
        targets += [
            "/v1/statements?levl=1", "/v1/changes?since=then", "/v1/frameworks?include=statements",
            "/v1/statements/11-1111.00-000000000O",
        ]
        targets += ["/v1/statements/\(String(try Samples.example().description.dropLast()))"]
        targets += ["/v1/statements:batchGet?id=11-1111.00-0000000000,\(try Samples.example())"]
        var clients = [(try Client(), targets), (try stale(), ["/readyz", "/healthz"])]
        let draining = try Client()
        draining.lifecycle.beginDraining()
        clients.append((draining, ["/readyz"]))
        if let exports = Environment.exports {
            let outcome = Loader.load(Loader.Options(paths: [exports]))
            let real = try Client(Snapshot(outcome, generation: 1, loadedAt: Samples.loadedAt))
            clients.append(
                (
                    real,
                    ["/v1", "/v1/frameworks"]
                        + real.store.snapshot.occupations.flatMap { versions in
                            ["", "/levels", "/statements", "/versions"].map { "/v1/frameworks/\(versions.soc)\($0)" }
                        }
                ))
        }
        return clients
    }

    @Test func `each schema has a name of its own, and is answered under it`() throws {
        let client = try Client()
        #expect(Set(SchemaFile.all.map(\.name)).count == SchemaFile.all.count)
        for component in Component.ofResponses {
            let schema = try client.get("/schemas/\(SchemaFile(component).name)").json()
            #expect(schema.string("title") == component.rawValue)
        }
    }

    /// One of which a file is stale, and a reload was refused.
    private func stale() throws -> Client {
        let occupations = try Samples.snapshot().occupations
        let client = try Client(
            Snapshot(generation: 1, occupations: occupations, loadedAt: 0, rejected: [], stale: ["a.json"]))
        client.store.refuse("a.json:1:1: not valid JSON", at: 1)
        return client
    }

    private static let refusals: [Refusal] = [
        .malformed("no host"), .headTooLarge(limit: 1), .tooManyFields(limit: 1), .targetTooLong(limit: 1),
        .bodyTooLarge(limit: 0), .requestTimeout, .expectationFailed, .unsupportedTransferCoding,
        .versionNotSupported, .preconditionFailed, .misdirected, .unsecured, .busy(retryAfter: 1),
        .tooManyConnections(limit: 1, retryAfter: 1),
    ].map { (reason: Refusal.Reason) in Refusal(reason, linkBase: LinkBase(Client.base), requestID: "r") }

    private struct Cases {
        private var lines: [[UInt8]] = []

        var count: Int { lines.count }

        /// An answer that has a schema.
        mutating func add(_ target: String, _ answer: Answer) {
            let isProblem = answer.response.errorType != nil
            let route = answer.response.route.flatMap { RouteName(rawValue: $0) }
            guard let content = isProblem ? .problem : route?.content else { return }
            var writer = Writer()
            writer.object { writer in
                writer.member("schema", SchemaFile(content).name)
                writer.member("from", target)
                writer.name("answer")
                writer.verbatim(answer.body.filter { $0 != UInt8(ascii: "\n") })
            }
            lines.append(writer.bytes)
        }

        func input() throws -> [UInt8] {
            var writer = Writer()
            writer.object { writer in
                for component in Component.ofResponses {
                    let file = SchemaFile(component)
                    writer.name(Text(file.name))
                    file.write(to: &writer, id: "https://rungs.example/schemas/\(file.name)")
                }
            }
            return Array(([writer.bytes] + lines).joined(separator: [UInt8(ascii: "\n")]))
        }
    }
}
