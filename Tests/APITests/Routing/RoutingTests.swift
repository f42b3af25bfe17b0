import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// What the application answers before an endpoint is asked.
struct RoutingTests {
    @Test(arguments: RouteName.allCases)
    func `every route serves GET and HEAD and tells its methods`(_ name: RouteName) throws {
        let client = try Client()
        let target = try name.example()
        #expect(client.get(target).status == 200)
        #expect(client.send(.head, target).status == 200)
        let options = client.send(.options, target)
        #expect(options.status == 204)
        #expect(options[.allow] == "GET, HEAD, OPTIONS")
        #expect(options.body.isEmpty)
        #expect(options.response.route == name.rawValue)
    }

    @Test(arguments: RouteName.allCases)
    func `HEAD is answered as GET`(_ name: RouteName) throws {
        let client = try Client()
        let get = client.get(try name.example())
        let head = client.send(.head, try name.example())
        #expect(head.response.fields == get.response.fields)
        #expect(head.body == get.body)
        #expect(head.tag == get.tag)
    }

    @Test(arguments: [
        "POST", "PUT", "DELETE", "PATCH", "QUERY", "TRACE", "CONNECT", "PROPFIND", "VERSION-CONTROL", "*",
    ])
    func `a method of the registry that is not served is not allowed`(_ method: String) throws {
        let answer = try Client().send(try #require(.init(method)), "/v1/frameworks")
        #expect(answer.status == 405)
        #expect(answer[.allow] == "GET, HEAD, OPTIONS")
        #expect(answer.response.errorType == "method-not-allowed")
    }

    @Test(arguments: ["BREW", "get", "Get", "X-1!", "PATCHES"], ["/v1", "/nowhere"])
    func `a method that nobody registered is not implemented`(_ method: String, _ target: String) throws {
        let answer = try Client().send(try #require(.init(method)), target)
        #expect(answer.status == 501)
        #expect(answer.response.errorType == "not-implemented")
    }

    @Test(arguments: ["/v1/frameworks/", "/v1/frameworks/33-3333", "/v1/frameworks/33-3333/levels/"])
    func `a preflight is not redirected`(_ target: String) throws {
        let client = try Client()
        #expect([307, 308].contains(client.get(target).status))
        #expect(client.send(.options, target).status == 204)
    }

    @Test func `OPTIONS of the server tells all methods`() throws {
        let answer = try Client().send(.options, "*")
        #expect(answer.status == 204)
        #expect(answer[.allow] == "GET, HEAD, OPTIONS")
    }

    @Test func `an asterisk is no target of another method`() throws {
        #expect(try Client().get("*").status == 404)
    }

    @Test(arguments: [
        ("/v1/", "/v1"),
        ("/v1/frameworks/", "/v1/frameworks"),
        ("/v1/frameworks/?limit=1&title=a+b%2Cc", "/v1/frameworks?limit=1&title=a%20b%2Cc"),
        ("/%761/frameworks/11-1111.00/", "/v1/frameworks/11-1111.00"),
        ("/v1/frameworks/%0D%0AX:%20y/", "/v1/frameworks/%0D%0AX%3A%20y"),
        ("/v1/frameworks/a%2Fb/levels/%22/", "/v1/frameworks/a%2Fb/levels/%22"),
        ("/problems/?x", "/problems?x="),
    ])
    func `a trailing slash leads to the form without`(_ target: String, _ location: String) throws {
        for method in [HTTPRequest.Method.get, .head, .post] {
            let answer = try Client().send(method, target)
            #expect(answer.status == 308)
            #expect(answer[.location] == Client.base + location)
            #expect(answer.body.isEmpty)
            #expect(answer.response.representation == nil)
        }
    }

    @Test(arguments: [
        "/nowhere", "/nowhere/", "//", "/v1//", "/v1//frameworks", "/v1/frameworks/11-1111.00//levels",
        "/v1/Frameworks", "/v1/../v1/frameworks", "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd", "/v1/frameworks/11-1111.00/..", "/\\..\\x", "/v1/frameworks;x",
    ])
    func `what no route matches is not found`(_ target: String) throws {
        let answer = try Client().get(target)
        #expect(answer.status == 404)
        #expect(answer.response.errorType == "route-not-found")
        #expect(answer[.cacheControl] == "max-age=60")
    }

    @Test(arguments: [
        ("/frameworks", "/v1/frameworks"),
        ("/frameworks/11-1111.00/levels", "/v1/frameworks/11-1111.00/levels"),
        ("/v1/statments", "/v1/statements"),
        ("/v1/Frameworks", "/v1/frameworks"),
        ("/v1/framework/11-1111.00", "/v1/frameworks/11-1111.00"),
        ("/v1/frameworks/11-1111.00/level/%22a%2Fb", "/v1/frameworks/11-1111.00/levels/%22a%2Fb"),
        ("/v1/frameworks/11-1111.00/versions/v.1/levls", "/v1/frameworks/11-1111.00/versions/v.1/levels"),
        ("/v1/nothing-like-it", nil),
        ("/v3/framework", "/v1/frameworks"),
        ("/v2/frameworks/11-1111.00/level/1", "/v1/frameworks/11-1111.00/levels/1"),
        ("/framework/11-1111.00", "/v1/frameworks/11-1111.00"),
        ("/api/v1/frameworks", "/v1/frameworks"),
        ("/v1/frameworks.ndjson", "/v1/frameworks"),
        ("/V1/statements:batchget", "/v1/statements:batchGet"),
        ("/v1/change.atom", "/v1/changes.atom"),
        ("/v1/facet", "/v1/facets"),
        ("/robot.txt", "/robots.txt"),
        ("/.well-known/api-catalogue", "/.well-known/api-catalog"),
        ("/health", "/healthz"),
        ("/.env", nil),
        ("/wp-login.php", nil),
        ("/v1/frameworks/11-1111.00/levels/1/statements/2", nil),
    ])
    func `the path that was probably meant is told`(_ target: String, _ meant: String?) throws {
        let problem = try Client().get(target).json()
        let url = meant.map { Client.base + $0 }
        #expect(problem.string("code") == "route-not-found")
        #expect(problem["available"]?.elements.map { $0.text?.string } == url.map { [$0] })
        #expect(problem.string("detail")?.contains(url ?? "/v1") == true)
    }

    @Test(arguments: [
        "/%", "/v1/%zz", "/v1/frameworks/%00", "/v1/frameworks/%c0%ae%c0%ae/x", "/v1?%", "/v1?a=%4", "/v1?a=%00",
        "/v1/frameworks?title=%FF", "/v1/?a=%zz",
    ])
    func `a broken escape is a malformed request`(_ target: String) throws {
        let answer = try Client().get(target)
        #expect(answer.status == 400)
        #expect(answer.response.errorType == "malformed-request")
    }

    @Test func `a percent-encoded letter is that letter`() throws {
        let client = try Client()
        let answer = client.get("/v1/%66rameworks/11%2D1111.00")
        #expect(answer.status == 200)
        #expect(answer.body == client.get("/v1/frameworks/11-1111.00").body)
    }
}
