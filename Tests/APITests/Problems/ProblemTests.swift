import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct ProblemTests {
    /// One request for each error that this API can answer to, and its code.
    static let requests: [(HTTPRequest.Method, String, HTTPFields, String)] = [
        (.get, "/v1/frameworks?levl=1", [:], "unknown-parameter"),
        (.get, "/v1/frameworks?limit=0", [:], "invalid-parameter"),
        (.get, "/v1/frameworks?limit=1&limit=2", [:], "conflicting-parameters"),
        (.get, "/v1/frameworks?cursor=x", [:], "invalid-cursor"),
        (.get, "/v1/%zz", [:], "malformed-request"),
        (.get, "/v1/frameworks/99-9999.99", [:], "framework-not-found"),
        (.get, "/v1/frameworks/99-9999.99/versions", [:], "framework-not-found"),
        (.get, "/v1/frameworks/11-1111.00/versions/v.3", [:], "version-not-found"),
        (.get, "/v1/frameworks/11-1111.00/versions/v.3/levels/9", [:], "version-not-found"),
        (.get, "/v1/frameworks/11-1111.00/levels/novice", [:], "level-not-found"),
        (.get, "/v1/frameworks/11-1111.00/levels/0/statements", [:], "level-not-found"),
        (.get, "/v1/statements/11-1111.00-0000000000", [:], "statement-not-found"),
        (.get, "/v1/statements/what", [:], "statement-not-found"),
        (.get, "/problems/unheard-of", [:], "route-not-found"),
        (.get, "/nowhere", [:], "route-not-found"),
        (.delete, "/v1", [:], "method-not-allowed"),
        (.get, "/v1", [.accept: "text/csv"], "not-acceptable"),
        (.get, "/v1/frameworks", [.accept: "image/png, */*;q=0"], "not-acceptable"),
    ]

    @Test(arguments: requests)
    func `an error has the one shape`(
        _ method: HTTPRequest.Method, _ target: String, _ fields: HTTPFields, _ code: String
    ) throws {
        let answer = try Client().send(method, target, fields)
        let problem = try answer.json()
        let meaning = try #require(ProblemCode(rawValue: code)).meaning
        #expect(
            Array(problem.names.prefix(7)) == ["type", "title", "status", "detail", "instance", "code", "requestId"])
        #expect(problem.string("type") == "https://rungs.example/problems/\(code)")
        #expect(problem.string("title") == meaning.title)
        #expect(problem["status"]?.integer == meaning.status)
        #expect(problem.string("instance") == target)
        #expect(problem.string("code") == code)
        #expect(problem.string("requestId") == "request-1")
        #expect(answer.status == meaning.status)
        #expect(answer.response.errorType == code)
        #expect(answer.response.representation == nil)
        #expect(answer[.contentType] == "application/problem+json; charset=utf-8")
        #expect(answer[.vary] == "Accept")
        #expect(answer[.cacheControl] == (meaning.status == 404 ? "max-age=60" : "no-store"))
        #expect(answer[.accessControlAllowOrigin] == "*")
    }

    @Test func `an error is written in this order`() throws {
        let answer = try Client().get("/v1/frameworks/11-1111.00/statements?levl=emerging")
        #expect(
            answer.text
                == compact(
                    """
                    {"type":"https://rungs.example/problems/unknown-parameter","title":"Unknown query parameter",
                    "status":400,"detail":"Parameter 'levl' is not known here. Did you mean 'level'?",
                    "instance":"/v1/frameworks/11-1111.00/statements?levl=emerging","code":"unknown-parameter",
                    "requestId":"request-1",
                    "errors":[{"in":"query","name":"levl",
                    "allowed":["level","sort","limit","cursor","offset","fields","format","pretty",
                    "bom","delimiter","download"],"suggestion":"level"}]}
                    """))
    }

    @Test(arguments: ProblemCode.allCases)
    func `every code has its page, and its type leads there`(_ code: ProblemCode) throws {
        let client = try Client()
        let page = try client.get("/problems/\(code.rawValue)").json()
        #expect(page.names == ["code", "type", "status", "title", "meaning", "remedy", "links"])
        #expect(page.string("code") == code.rawValue)
        #expect(page.string("type") == "https://rungs.example/problems/\(code.rawValue)")
        #expect((400...599).contains(try #require(page["status"]?.integer)))
        let listed = try client.get("/problems").json().data.first { $0.string("code") == code.rawValue }
        #expect(listed?.string("meaning") == page.string("meaning"))
    }

    @Test func `the codes are those of the contract`() {
        let codes = """
            unknown-parameter invalid-parameter conflicting-parameters invalid-cursor malformed-request \
            malformed-json missing-key invalid-key framework-not-found version-not-found level-not-found \
            statement-not-found profile-not-found route-not-found precondition-failed expectation-failed \
            method-not-allowed not-acceptable request-timeout length-required body-too-large uri-too-long \
            unsupported-media-type misdirected-request head-too-large invalid-body quota-exceeded internal \
            not-implemented not-ready busy version-not-supported
            """
        #expect(Set(ProblemCode.allCases.map(\.rawValue)) == Set(codes.split(separator: " ").map(String.init)))
    }

    @Test(
        arguments: [
            (Refusal.Reason.malformed("a header field name has a space"), 400, "malformed-request", nil),
            (.headTooLarge(limit: 16_384), 431, "head-too-large", 16_384),
            (.tooManyFields(limit: 100), 431, "head-too-large", 100),
            (.targetTooLong(limit: 8192), 414, "uri-too-long", 8192),
            (.bodyTooLarge(limit: 65_536), 413, "body-too-large", 65_536),
            (.requestTimeout, 408, "request-timeout", nil),
            (.expectationFailed, 417, "expectation-failed", nil),
            (.unsupportedTransferCoding, 501, "not-implemented", nil),
            (.versionNotSupported, 505, "version-not-supported", nil),
            (.preconditionFailed, 412, "precondition-failed", nil),
            (.misdirected, 421, "misdirected-request", nil),
            (.unsecured, 400, "malformed-request", nil),
            (.busy(retryAfter: 3), 503, "busy", nil),
            (.tooManyConnections(limit: 4, retryAfter: 3), 503, "busy", 4),
        ] as [(Refusal.Reason, Int, String, Int?)])
    func `what the server refuses is told in the same shape`(
        _ reason: Refusal.Reason, _ status: Int, _ code: String, _ limit: Int?
    ) throws {
        let refusal = Refusal(reason, linkBase: LinkBase(Client.base), requestID: "r")
        let answer = Answer(try Client().application.refuse(refusal))
        let problem = try answer.json()
        #expect(answer.status == status)
        #expect(problem.string("code") == code)
        #expect(problem["status"]?.integer == status)
        #expect(problem["limit"]?.integer == limit)
        #expect(problem["instance"] == nil)
        #expect(problem.string("requestId") == "r")
        #expect(answer[.retryAfter] == (status == 503 ? "3" : nil))
        #expect(answer[.cacheControl] == "no-store")
    }

    @Test(arguments: [
        ("/v1/frameworks/11-1111.00/versions/none", ["v.2", "v.1"]),
        ("/v1/frameworks/33-3333.00/levels/emerging", ["novice", "Master"]),
    ])
    func `what is there instead is told`(_ target: String, _ available: [String]) throws {
        let problem = try Client().get(target).json()
        #expect(problem["available"]?.elements.map { $0.text?.string } == available)
    }

    @Test func `what is acceptable is told`() throws {
        let problem = try Client().get("/v1/frameworks", [.accept: "text/html"]).json()
        #expect(
            problem["available"]?.elements.map { $0.text?.string }
                == ["application/json", "text/csv", "application/x-ndjson"])
    }

    @Test(arguments: [
        ("11-1111.01", ["11-1111.00"]), ("22-2222", ["22-2222.01", "22-2222.02"]), ("11111100", ["11-1111.00"]),
        ("lamp", ["22-2222.01", "22-2222.02"]), ("%C3%A9cluse", ["33-3333.00"]), ("nothing", []),
        ("33-333", ["33-3333.00"]),
    ])
    func `the frameworks that were probably meant are told`(_ text: String, _ nearest: [String]) throws {
        let problem = try Client().get("/v1/frameworks/\(text)").json()
        let socs = problem["nearest"].map { $0.elements.compactMap { $0.string("soc") } } ?? []
        #expect(problem.string("code") == "framework-not-found")
        #expect(Array(socs.prefix(nearest.count)) == nearest)
        #expect((problem["nearest"] == nil) == nearest.isEmpty)
    }

    @Test func `of a statement that is not found the framework is told`() throws {
        let client = try Client()
        let problem = try client.get("/v1/statements/11-1111.00-0000000000").json()
        #expect(problem["nearest"]?.elements.map { $0.string("title") } == ["Bell Founders"])
        #expect(try client.get("/v1/statements/10-0000.00-0000000000").json()["nearest"] == nil)
    }
}
