import Catalog
import ExportMutations
import Foundation
import HTTP
import HTTPTypes
import Hashing
import JSON
import TestSupport
import Testing

@testable import API

/// The schema of the export format as it is served.
struct ExportSchemaTests {
    @Test func `the schema is written to the byte`() throws {
        let answer = try Client().get("/schemas/export.json")
        let golden = try String(contentsOfFile: Files.inRepository("Tests/Schemas/export.json"), encoding: .utf8)
        #expect(answer.text == compact(golden))
    }

    @Test func `the schema names itself by the link base`() throws {
        let client = try Client()
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/schemas/export.json")
        let request = Request(head: head, linkBase: LinkBase("https://other.example/under"), id: "r")
        guard case .ready(let response) = client.application.answer(request) else { return }
        #expect(try Answer(response).json().string("$id") == "https://other.example/under/schemas/export.json")
    }

    @Test(
        arguments: [
            ([:], "application/schema+json"), ([.accept: "application/json"], "application/json"),
            ([.accept: "application/*"], "application/schema+json"),
            ([.accept: "application/json, application/schema+json"], "application/schema+json"),
        ] as [(HTTPFields, String)])
    func `the schema is of the type of schemas, or plain JSON`(_ fields: HTTPFields, _ type: String) throws {
        let answer = try Client().get("/schemas/export.json", fields)
        let found = try #require(answer.response.representation).type
        #expect("\(found.type)/\(found.subtype)" == type)
        #expect(found.contentType.description == "\(type); charset=utf-8")
        #expect(answer.tag != nil)
        let compressed = try Client().get("/schemas/export.json", [.acceptEncoding: "gzip"])
        #expect(compressed.response.representation?.coding == .gzip)
    }

    @Test(arguments: [("exprot.json", true), ("export", true), ("Export.json", true), ("nothing-like-it", false)])
    func `a schema that is not there is not found, with the nearest`(_ name: String, _ isNear: Bool) throws {
        let answer = try Client().get("/schemas/\(name)")
        let problem = try answer.json()
        #expect(answer.status == 404)
        #expect(problem.string("code") == "route-not-found")
        #expect(problem.string("detail")?.hasSuffix("Did you mean 'export.json'?") == isNear)
        #expect(problem["available"]?.elements.map { $0.text?.string } == SchemaFile.all.map(\.name))
    }

    @Test func `white space is what Unicode says it is`() throws {
        var writer = Writer()
        Schema.pattern(Schema.notWhiteSpace).write(to: &writer)
        let pattern = String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
        let scalars = (0...0x10FFFF).compactMap(Unicode.Scalar.init)
        let blank = String(String.UnicodeScalarView(scalars.filter(\.properties.isWhitespace)))
        let other = String(String.UnicodeScalarView(scalars.filter { !$0.properties.isWhitespace }))
        func matches(_ pattern: String, in text: String) throws -> Bool {
            try NSRegularExpression(pattern: pattern)
                .firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
        }
        #expect(try !matches(pattern, in: blank))
        #expect(try matches("^\(pattern)*$", in: other))
    }
}

/// What the schema refuses the loader refuses, and the reverse but for what no schema can say.
@Suite(.enabled(if: PythonValidator.python != nil, "python3 has no jsonschema"))
struct ExportSchemaAgreementTests {
    @Test func `they agree on every rule of the loader`() throws {
        try expectAgreement(
            ExportText.rules.map { rule in
                ("\(rule.pointer) \(rule.json ?? "removed")", ExportText().setting(rule.pointer, rule.json).bytes)
            })
    }

    @Test func `they agree at the edges of every grammar`() throws {
        let edges = Self.edges.flatMap { pointer, values in
            values.map { ("\(pointer) \($0)", ExportText().setting(pointer, $0).bytes) }
        }
        try expectAgreement(edges)
        // Each table has values of both kinds, else a pattern could be anything.
        for (pointer, values) in Self.edges {
            let loaded = values.map { isLoaded(ExportText().setting(pointer, $0).bytes) }
            #expect(loaded.contains(true) && loaded.contains(false), "\(pointer)")
        }
    }

    @Test(arguments: ["/sources", "/sources/onet", "/more", "/occupation/more", "/framework/more"])
    func `they agree on fields that may hold anything`(_ pointer: String) throws {
        let values = ["null", "0", "[]", "{}", #""""#, #"{"onet":1}"#, #"{"":null}"#, "false", "[[{}]]"]
        let documents = values.map { ("\(pointer) \($0)", ExportText().setting(pointer, $0).bytes) }
        #expect(documents.allSatisfy { isLoaded($0.1) })
        try expectAgreement(documents)
    }

    @Test func `they agree on the samples and on exports that are not ours`() throws {
        #expect(!Files.samples.isEmpty)
        var files = Files.samples
        for folder in [Environment.exports, Environment.bad].compactMap(\.self) { files += Files.exports(in: folder) }
        if let corpus = Environment.corpus { files += Files.exports(in: corpus).prefix(100) }
        try expectAgreement(files)
    }

    @Test func `they agree on mutations of the samples`() throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        var random = SeededGenerator(seed: seed)
        // Short, since a value in a hundred statements is as good as one in four hundred.
        let sample = Tree(try Document(parsing: ExportText().setting("/extra", #"[{"a":[]}]"#).bytes).root)
        let mutations = (0..<2000).map { index in
            var tree = sample
            for _ in 0..<Int.random(in: 1...2, using: &random) { tree.mutate(with: Tree.values, using: &random) }
            return ("seed \(seed), mutation \(index): \(tree.compact)", Array(tree.compact.utf8))
        }
        try expectAgreement(mutations)
        let loaded = mutations.count { isLoaded($0.1) }
        #expect((200..<1800).contains(loaded), "\(loaded) are loaded")
    }

    @Test func `every exception is documented`() throws {
        let page = try String(
            contentsOfFile: Files.inRepository("Sources/rungs/Documentation.docc/ExportSchema.md"), encoding: .utf8)
        for rule in Self.unsayable { #expect(page.contains("`\(rule.id)`"), "\(rule.id)") }
        #expect(page.contains("`invalid-timestamp`"))
    }

    /// What no schema can say. Each of them stands alone, but for a name that stands twice: of that document a validator
    /// sees a part.
    static let unsayable: Set<Finding.Rule> = [
        .invalidJSON, .emptyFile, .notUTF8, .loneSurrogate, .nestedTooDeep, .fileTooLarge, .repeatedName,
        .statementIDCollision,
    ]
    /// Those of which a document is no JSON text for anybody.
    private static let syntax: Set<Finding.Rule> = [.invalidJSON, .emptyFile, .notUTF8]

    private func isLoaded(_ bytes: [UInt8]) -> Bool {
        export(bytes).framework != nil
    }

    private func export(_ bytes: [UInt8]) -> Export {
        Export(reading: SourceFile(path: "x.json", bytes: bytes, digest: SHA256(hashing: bytes)), now: 0)
    }

    private func expectAgreement(_ documents: [(name: String, bytes: [UInt8])]) throws {
        let schema = try Client().get("/schemas/export.json").body
        let verdicts = try PythonValidator.verdicts(of: schema, on: documents.map(\.bytes))
        try #require(verdicts.count == documents.count)
        for (document, verdict) in zip(documents, verdicts) {
            let export = export(document.bytes)
            let errors = Set(export.findings.filter { $0.severity == .error }.map(\.rule))
            if export.framework != nil {
                #expect(verdict == .valid, "\(document.name)")
            } else if errors.isSubset(of: Self.syntax) {
                #expect(verdict == .unreadable, "\(document.name)")
            } else if !errors.isSubset(of: Self.unsayable), !errors.contains(.repeatedName),
                !isLeapSecondElsewhere(document.bytes, errors)
            {
                #expect(verdict == .invalid, "\(document.name): \(errors.map(\.id))")
            }
        }
    }

    /// A leap second in a zone that is not UTC: a regular expression cannot say which minute it has to be.
    private func isLeapSecondElsewhere(_ bytes: [UInt8], _ errors: Set<Finding.Rule>) -> Bool {
        errors == [.invalidTimestamp] && String(decoding: bytes, as: UTF8.self).contains(/:60(\.[0-9]+)?[+-][0-9:]+"/)
    }
}
