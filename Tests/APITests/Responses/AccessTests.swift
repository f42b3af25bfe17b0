import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// What answers say where the server asks for a key, limits rates or lists origins.
@Suite struct `Answers behind a door` {
    private static let origin = "https://a.example"

    /// - Parameter origins: listed, where there are some.
    private func client(requiresKey: Bool = false, limitsRate: Bool = false, origins: [String] = []) throws -> Client {
        try Client(options: try Self.options(requiresKey: requiresKey, limitsRate: limitsRate, origins: origins))
    }

    private static func options(
        requiresKey: Bool = false, limitsRate: Bool = false, origins: [String] = []
    ) throws -> Application.Options {
        var options = Application.Options(serverVersion: "1.2.3")
        options.requiresKey = requiresKey
        options.limitsRate = limitsRate
        if !origins.isEmpty { options.corsOrigins = .list(try origins.map { try Origin($0) }) }
        return options
    }

    private func refusal(_ reason: Refusal.Reason, _ client: Client) -> Answer {
        Answer(
            client.application.refuse(
                Refusal(reason, linkBase: LinkBase(Client.base), requestID: "request-1", target: "/v1")))
    }

    // MARK: - Keys

    @Test(arguments: RouteName.allCases)
    func `with keys they are each client's own`(_ name: RouteName) throws {
        let open = try Client().get(try name.example())
        let answer = try client(requiresKey: true).get(try name.example())
        #expect(answer.body == open.body || name == .openAPI)
        #expect(answer[.cacheControl] == open[.cacheControl]?.replacing("public", with: "private"))
        #expect(answer[.cacheControl]?.hasPrefix("private, ") == true || answer[.cacheControl] == "no-store")
        #expect(answer[.vary] == (try #require(open[.vary])) + ", Authorization, X-API-Key")
    }

    @Test(arguments: ["/v1/", "/v1/frameworks/22-2222", "/v1/none", "/v1?x=1"])
    func `with keys no cache gives redirects and errors to others`(target: String) throws {
        let answer = try client(requiresKey: true).get(target)
        #expect(answer.status >= 300)
        #expect(answer[.vary]?.hasSuffix("Authorization, X-API-Key") == true)
        let control = try #require(answer[.cacheControl])
        #expect(control == "no-store" || control.hasPrefix("private, max-age="))
    }

    @Test func `with keys and no age they are private all the same`() throws {
        var options = try Self.options(requiresKey: true)
        options.cacheMaxAge = 0
        #expect(try Client(options: options).get("/v1")[.cacheControl] == "private, no-cache")
    }

    @Test(
        arguments: [
            (.missingKey, "missing-key", "Bearer realm=\"rungs\""),
            (.invalidKey, "invalid-key", "Bearer realm=\"rungs\", error=\"invalid_token\""),
            (.conflictingKeys, "invalid-key", "Bearer realm=\"rungs\", error=\"invalid_token\""),
        ] as [(Refusal.Reason, String, String)])
    func `a request without a good key is told how to bring one`(
        reason: Refusal.Reason, code: String, challenge: String
    ) throws {
        let answer = refusal(reason, try client(requiresKey: true))
        #expect(answer.status == 401)
        #expect(answer[.wwwAuthenticate] == challenge)
        #expect(answer[.cacheControl] == "no-store")
        #expect(answer[.vary] == "Accept, Authorization, X-API-Key")
        #expect(answer[.accessControlAllowOrigin] == "*")
        #expect(answer.response.errorType == code)
        #expect(try answer.json().string("code") == code)
        #expect(try answer.json()["detail"]?.text?.string.isEmpty == false)
    }

    @Test func `who has made too many requests is told when to come again`() throws {
        let answer = refusal(.quotaExceeded(retryAfter: 7), try client(limitsRate: true))
        #expect(answer.status == 429)
        #expect(answer[.retryAfter] == "7")
        #expect(answer[.cacheControl] == "no-store")
        #expect(answer[.wwwAuthenticate] == nil)
        #expect(answer.response.errorType == "quota-exceeded")
    }

    @Test func `what supervisors ask needs no key, where it is among the rest`() throws {
        var options = try Self.options(requiresKey: true)
        #expect(options.openPaths == ["/livez", "/readyz", "/healthz"])
        options.hasOperationsApart = true
        #expect(options.openPaths == [])
    }

    // MARK: - Origins

    @Test(arguments: RouteName.allCases)
    func `with a list of origins they differ by it`(_ name: RouteName) throws {
        let open = try Client().get(try name.example())
        let answer = try client(origins: [Self.origin]).get(try name.example(), [.origin: Self.origin])
        #expect(answer[.vary] == (try #require(open[.vary])) + ", Origin")
        // It is for all of them: the server names the one that asks.
        #expect(answer[.accessControlAllowOrigin] == nil)
        #expect(answer[.accessControlExposeHeaders] == open[.accessControlExposeHeaders])
        #expect(answer[.cacheControl] == open[.cacheControl])
    }

    @Test func `with a list of origins and keys they differ by both`() throws {
        let client = try client(requiresKey: true, origins: [Self.origin])
        #expect(client.get("/v1/frameworks")[.vary] == "Accept, Accept-Encoding, Origin, Authorization, X-API-Key")
        #expect(client.get("/none")[.vary] == "Accept, Origin, Authorization, X-API-Key")
        #expect(client.get("/v1/")[.vary] == "Origin, Authorization, X-API-Key")
        #expect(client.send(.options, "/v1")[.vary] == "Origin, Authorization, X-API-Key")
        #expect(refusal(.requestTimeout, client)[.vary] == "Accept, Origin, Authorization, X-API-Key")
    }

    @Test(arguments: [(origin, true), ("https://b.example", false), ("null", false), ("HTTPS://a.example", false)])
    func `a preflight of the list is told what is allowed, and no other`(origin: String, isAllowed: Bool) throws {
        let answer = try client(origins: ["https://c.example", Self.origin]).send(
            .options, "/v1/frameworks", [.origin: origin, .accessControlRequestMethod: "GET"])
        #expect(answer.status == 204)
        #expect(answer[.vary] == "Origin")
        #expect(answer[.accessControlAllowMethods] == (isAllowed ? "GET, HEAD, POST, OPTIONS" : nil))
        #expect((answer[.accessControlAllowHeaders] != nil) == isAllowed)
        #expect((answer[.accessControlMaxAge] != nil) == isAllowed)
    }

    // MARK: - The contract

    private func document(_ options: Application.Options) throws -> Value {
        try Document(parsing: OpenAPIDocument(base: LinkBase(""), options: options).json).root
    }

    private func operations(_ document: Value) throws -> [(name: RouteName, operation: Value)] {
        try #require(document["paths"]).members.flatMap { path in
            try path.value.members.map { (try #require(RouteName(rawValue: path.name.string)), $0.value) }
        }
    }

    private static let open: Set<RouteName> = [.livez, .readyz, .healthz]

    @Test func `the contract has keys where they are needed, and only there`() throws {
        let document = try document(try Self.options(requiresKey: true))
        #expect(document["security"]?.verbatim.string == "[{\"bearer\":[]},{\"apiKey\":[]}]")
        let schemes = try #require(document["components"]?["securitySchemes"])
        #expect(schemes.names == ["bearer", "apiKey"])
        #expect(schemes["bearer"]?.string("scheme") == "bearer")
        #expect(schemes["apiKey"]?.string("name") == "X-API-Key")
        #expect(schemes["apiKey"]?.string("in") == "header")
        for (name, operation) in try operations(document) {
            let isOpen = Self.open.contains(name)
            #expect(operation["security"]?.verbatim.string == (isOpen ? "[]" : nil), "\(name)")
            #expect((operation["responses"]?["401"] != nil) == !isOpen, "\(name)")
            guard let answer = operation["responses"]?["401"] else { continue }
            #expect(answer["headers"]?["WWW-Authenticate"] != nil)
            #expect(answer["content"]?["application/problem+json"] != nil)
            #expect(answer.string("description")?.contains("`missing-key`") == true)
        }
    }

    @Test func `the contract without keys has none`() throws {
        let document = try document(Application.Options(serverVersion: "1"))
        #expect(document["security"] == nil)
        #expect(document["components"]?["securitySchemes"] == nil)
        for (_, operation) in try operations(document) {
            #expect(operation["security"] == nil)
            #expect(operation["responses"]?["401"] == nil)
            #expect(operation["responses"]?["429"] == nil)
        }
        #expect(document["components"]?["headers"]?["RateLimit"] == nil)
    }

    @Test func `the contract has rates where they are limited`() throws {
        let document = try document(try Self.options(limitsRate: true))
        #expect(document["security"] == nil)
        for (name, operation) in try operations(document) {
            let isOpen = Self.open.contains(name)
            #expect((operation["responses"]?["429"]?["headers"]?["Retry-After"] != nil) == !isOpen, "\(name)")
            #expect((operation["responses"]?["200"]?["headers"]?["RateLimit"] != nil) == !isOpen, "\(name)")
        }
    }

    @Test(arguments: [(true, true, [origin]), (false, true, []), (true, false, [])])
    func `every reference of the contract leads somewhere, and every component is referred to`(
        requiresKey: Bool, limitsRate: Bool, origins: [String]
    ) throws {
        let options = try Self.options(requiresKey: requiresKey, limitsRate: limitsRate, origins: origins)
        let document = try document(options)
        let defined = try #require(document["components"]).members.filter { $0.name.string != "securitySchemes" }
            .flatMap { kind in kind.value.names.map { "#/components/\(kind.name.string)/\($0)" } }
        #expect(Set(defined) == document.references)
    }

    @Test(arguments: [(true, true), (true, false), (false, true)])
    func `what is refused at the door has the fields that are documented, and no other`(
        requiresKey: Bool, limitsRate: Bool
    ) throws {
        let options = try Self.options(requiresKey: requiresKey, limitsRate: limitsRate)
        let client = try Client(options: options)
        let reasons: [Refusal.Reason] =
            (requiresKey ? [.missingKey, .invalidKey] : []) + (limitsRate ? [.quotaExceeded(retryAfter: 1)] : [])
        for reason in reasons {
            let answer = refusal(reason, client)
            let route = try #require(RouteTable.ofAPI[.index])
            let code = try #require(answer.response.errorType.flatMap { ProblemCode(rawValue: $0) })
            let documented = try #require(route.answers(options).first { $0.codes.contains(code) })
            let known = Set((documented.fields + options.commonFields).map(\.name))
            for field in answer.response.fields where field.name != .contentType {
                #expect(known.contains(field.name), "\(field.name) is not documented")
            }
            for field in documented.fields { #expect(answer[field.name] != nil, "\(field.name) is not sent") }
        }
    }
}
