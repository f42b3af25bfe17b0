import Testing

/// What a correct HTTP/1.1 server answers (RFC 9110, RFC 9112), rule by rule, over raw sockets against the real server
/// with the real API, without TLS and over it.
///
/// A row is a rule with several inputs. After every input a good request on a new connection must get the document,
/// and every response that is read is linted.
@Suite(.serialized, .served) struct Conformance {}

/// Runs the suite against one server, and says at its end how much was run.
struct ServedTrait: SuiteTrait, TestScoping {
    var isBehindNginx = false

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let site = try Site(isBehindNginx: isBehindNginx)
        try await Site.$current.withValue(site) { try await function() }
        site.stop()
        #expect(site.cutCount == 0, "connections over TLS ended without close_notify")
        print("HTTP conformance\(isBehindNginx ? " behind nginx" : ", plain and over TLS"): \(site.tally)")
    }
}

extension Trait where Self == ServedTrait {
    static var served: Self { Self() }
    static var servedBehindNginx: Self { Self(isBehindNginx: true) }
}
