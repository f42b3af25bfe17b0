import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct HeaderTests {
    @Test(arguments: RouteName.allCases)
    func `a good answer has the fields of its kind`(_ name: RouteName) throws {
        let answer = try Client().get(try name.example())
        let route = try #require(RouteTable.ofAPI.routes.first { $0.name == name })
        let representation = try #require(answer.response.representation)
        #expect(answer[.vary] == (route.types.count > 1 ? "Accept, Accept-Encoding" : "Accept-Encoding"))
        #expect(answer[.acceptRanges] == "none")
        #expect(answer[.accessControlAllowOrigin] == "*")
        #expect(
            answer[.accessControlExposeHeaders]
                == "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, X-Request-Id"
        )
        #expect(answer[.accessControlAllowMethods] == nil)
        #expect(answer[.xContentTypeOptions] == "nosniff")
        #expect(answer[.referrerPolicy] == "no-referrer")
        #expect(answer[.crossOriginResourcePolicy] == "cross-origin")
        #expect(answer[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
        // The server writes these from the representation.
        #expect(answer[.contentType] == nil)
        #expect(answer[.eTag] == nil)
        #expect(representation.types == route.types)
        #expect(representation.type == route.types.first)
        #expect(representation.generation == 1)
        #expect(answer.response.route == name.rawValue)
        #expect(answer.response.errorType == nil)
    }

    @Test(arguments: RouteName.allCases)
    func `a body with content of exports has its attribution`(_ name: RouteName) throws {
        let body = try? Client().get(try name.example()).json()
        #expect((body?["attribution"] != nil) == name.hasContent)
    }

    static let newest = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"
    static let pinned = "public, max-age=86400, stale-while-revalidate=604800"

    @Test(arguments: RouteName.allCases)
    func `an answer may be kept as long as its route says`(_ name: RouteName) throws {
        let answer = try Client().get(try name.example())
        let representation = try #require(answer.response.representation)
        switch name {
        case .livez, .readyz, .healthz, .metrics, .serverVersion:
            #expect(answer[.cacheControl] == "no-store")
            #expect(representation.entityTag == nil)
            #expect(!representation.isCacheable)
        case .version, .versionLevels, .versionLevel, .versionLevelStatements, .versionStatements, .versionSource:
            #expect(answer[.cacheControl] == Self.pinned)
            #expect(representation.isCacheable)
        default:
            #expect(answer[.cacheControl] == Self.newest)
            #expect(representation.isCacheable)
        }
    }

    @Test(arguments: ["", "/levels", "/levels/1", "/levels/1/statements", "/statements", "/source"])
    func `latest is the unpinned resource under another name`(_ part: String) throws {
        let client = try Client()
        let unpinned = client.get("/v1/frameworks/11-1111.00\(part)")
        let latest = client.get("/v1/frameworks/11-1111.00/versions/latest\(part)")
        #expect(latest.status == 200)
        #expect(latest.body == unpinned.body)
        #expect(latest.tag == unpinned.tag)
        #expect(latest.response.fields == unpinned.response.fields)
        let pinned = client.get("/v1/frameworks/11-1111.00/versions/v.2\(part)")
        #expect(pinned[.cacheControl] == Self.pinned)
    }

    @Test func `no age means that every use is asked for`() throws {
        var options = Application.Options(serverVersion: "1")
        options.cacheMaxAge = 0
        let client = try Client(options: options)
        #expect(client.get("/v1")[.cacheControl] == "no-cache")
        #expect(client.get("/v1/frameworks/11-1111.00/versions/v.1")[.cacheControl] == "no-cache")
        #expect(client.get("/livez")[.cacheControl] == "no-store")
    }

    @Test(arguments: [
        // The latest export of the occupation, whichever version is asked for.
        ("/v1/frameworks/11-1111.00", 1_738_555_506), ("/v1/frameworks/11-1111.00/versions/v.1", 1_738_555_506),
        ("/v1/frameworks/11-1111.00/versions", 1_738_555_506), ("/v1/frameworks/11-1111.00/levels", 1_738_555_506),
        // Of the file itself.
        ("/v1/frameworks/11-1111.00/source", 1_738_555_506),
        ("/v1/frameworks/11-1111.00/versions/v.1/source", 1_706_933_106),
        // Later than the load: nothing that a cache could trust.
        ("/v1/frameworks/44-4444.00", nil), ("/v1/frameworks", nil), ("/v1/statements", nil), ("/v1", nil),
    ])
    func `Last-Modified is the export's time`(_ target: String, _ seconds: Int64?) throws {
        #expect(try Client().get(target).response.representation?.lastModified == seconds)
    }

    @Test func `a preflight is told what is allowed`() throws {
        let answer = try Client().send(
            .options, "/v1/frameworks", [.origin: "https://a.example", .accessControlRequestMethod: "GET"])
        #expect(answer[.accessControlAllowOrigin] == "*")
        #expect(answer[.accessControlAllowMethods] == "GET, HEAD, POST, OPTIONS")
        #expect(
            answer[.accessControlAllowHeaders]
                == "Authorization, Content-Type, If-None-Match, If-Modified-Since, X-API-Key, X-Request-Id")
        #expect(answer[.accessControlMaxAge] == "86400")
        #expect(answer[.accessControlExposeHeaders] == nil)
    }

    @Test(
        arguments: [
            [:], [.origin: "https://a.example"], [.accessControlRequestMethod: "GET"],
        ] as [HTTPFields])
    func `OPTIONS that is no preflight is told as any answer is`(_ fields: HTTPFields) throws {
        for target in ["/v1/frameworks", "*"] {
            let answer = try Client().send(.options, target, fields)
            #expect(answer[.allow] != nil)
            #expect(answer[.accessControlAllowMethods] == nil)
            #expect(answer[.accessControlMaxAge] == nil)
            #expect(answer[.accessControlExposeHeaders] != nil)
        }
    }

    @Test func `without CORS there is no field of it`() throws {
        var options = Application.Options(serverVersion: "1")
        options.corsOrigins = .off
        let client = try Client(options: options)
        for answer in [client.get("/v1"), client.get("/no"), client.send(.options, "/v1"), client.get("/v1/")] {
            for field in answer.response.fields {
                #expect(!field.name.canonicalName.hasPrefix("access-control-"))
            }
        }
    }
}
