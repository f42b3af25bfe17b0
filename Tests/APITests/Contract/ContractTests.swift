import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

/// What holds for every route, whichever it is: a new one cannot escape.
struct ContractTests {
    private static let options = Application.Options(serverVersion: "1")

    private func route(_ name: RouteName) throws -> Route {
        try #require(RouteTable.ofAPI[name])
    }

    @Test(arguments: RouteName.allCases)
    func `a good answer has the fields that are documented, and no other`(_ name: RouteName) throws {
        let route = try route(name)
        let documented = try #require(route.answers(Self.options).first { $0.status == 200 })
        let answer = try Client().get(try name.example())
        #expect(answer.status == 200)
        let known = Set((documented.fields + Self.options.commonFields).map(\.name))
        for field in answer.response.fields {
            #expect(known.contains(field.name), "\(field.name) is not documented")
        }
        // The server writes the validators; what is documented of them is there, and else nothing.
        let representation = try #require(answer.response.representation)
        #expect((representation.entityTag != nil) == known.contains(.eTag))
        let sent = Set(answer.response.fields.map(\.name)).union([
            .eTag, .lastModified, .xRequestID, .contentDisposition,
        ])
        #expect(known.subtracting(sent) == [])
    }

    @Test(arguments: RouteName.allCases)
    func `a tag and the time of an export are documented where they are`(_ name: RouteName) throws {
        let documented = Set(try route(name).answers(Self.options).first { $0.status == 200 }?.fields.map(\.name) ?? [])
        let representation = try Client().get(try name.example()).response.representation
        #expect(documented.contains(.eTag) == (representation?.entityTag != nil))
        #expect(documented.contains(.lastModified) == (representation?.lastModified != nil))
    }

    @Test(arguments: RouteName.allCases)
    func `every parameter that is documented is taken, and none else`(_ name: RouteName) throws {
        let route = try route(name)
        let client = try Client()
        let target = try name.example()
        let bare = target.prefix { $0 != "?" }
        for parameter in route.parameters where parameter != .cursor && parameter != .id {
            let example = parameter.description(on: route, options: Application.Options(serverVersion: "1")).example
            #expect(client.get("\(bare)?\(parameter.rawValue)=\(example)\(required(target))").status == 200)
        }
        let others = Parameter.allCases.filter { !route.parameters.contains($0) }.map(\.rawValue)
        for unknown in others + ["q", "debug", "callback", "_", "page", "per_page", "Limit"] {
            let answer = client.get("\(bare)?\(unknown)=1\(required(target))")
            #expect(answer.response.errorType == "unknown-parameter", "\(unknown)")
            #expect(try answer.json().firstError?.string("name") == unknown)
        }
        #expect(client.get("\(bare)?utm_source=1\(required(target))").status == 200)
    }

    /// What a target needs beside other parameters.
    private func required(_ target: String) -> String {
        target.contains("?") ? "&" + target.drop { $0 != "?" }.dropFirst() : ""
    }

    @Test(arguments: RouteName.allCases)
    func `an error of a route is one that is documented, and has the one shape`(_ name: RouteName) throws {
        let route = try route(name)
        let client = try Client()
        let target = try name.example()
        let bare = target.prefix { $0 != "?" }
        var bad: [(HTTPRequest.Method, String, HTTPFields)] = [
            (.get, "\(bare)?x=1", [:]), (.get, "\(bare)?format=none", [:]), (.get, target, [.accept: "image/png;q=1"]),
            (.get, "\(bare)?limit=x&limit=y", [:]), (.get, "\(bare)?cursor=x", [:]), (.get, "\(bare)?sort=x", [:]),
            (.get, "\(bare)?limit=0", [:]), (.get, "\(bare)?offset=-1", [:]), (.get, "\(bare)?fields=none", [:]),
            (.get, "\(bare)?since=then", [:]), (.get, "\(bare)?id=", [:]),
        ]
        for parameter in route.pattern.parameters {
            let values = route.pattern.parameters.map { $0 == parameter ? "zzz" : Self.good[$0] ?? "" }
            bad.append((.get, LinkBuilder.path(name, values), [:]))
        }
        for (method, target, fields) in bad {
            let answer = client.send(method, target, fields)
            guard let code = answer.response.errorType.flatMap({ ProblemCode(rawValue: $0) }) else {
                #expect(answer.status == 200, "\(target)")
                continue
            }
            #expect(route.problems(Self.options).contains(code), "\(target): \(code)")
            try expectOneShape(answer, code, of: route)
        }
        for method in [HTTPRequest.Method.delete, .put, .patch, .post] where !route.methods.contains(method) {
            let answer = client.send(method, target)
            #expect(answer.status == 405)
            #expect(answer[.allow] == route.allow)
            try expectOneShape(answer, .methodNotAllowed, of: route)
        }
    }

    private static let good: [PathParameter: String] = [
        .soc: Samples.founders, .version: "v.1", .level: "emerging", .code: "busy", .schema: "export.json",
    ]

    private func expectOneShape(_ answer: Answer, _ code: ProblemCode, of route: Route) throws {
        let problem = try answer.json()
        #expect(
            Array(problem.names.prefix(7)) == ["type", "title", "status", "detail", "instance", "code", "requestId"])
        #expect(problem["status"]?.integer == answer.status)
        #expect(answer.status == code.meaning.status)
        #expect(answer[.contentType] == "application/problem+json; charset=utf-8")
        #expect(answer[.accessControlAllowOrigin] == "*")
        #expect(answer[.cacheControl] == (answer.status == 404 ? "max-age=60" : "no-store"))
        let documented =
            route.answers(Self.options).first { $0.codes.contains(code) }?.fields ?? DocumentedAnswer.otherError.fields
        let known = Set((documented + FieldDescription.common + FieldDescription.cors).map(\.name))
        for field in answer.response.fields where field.name != .contentType {
            #expect(known.contains(field.name), "\(field.name) is not documented")
        }
    }

    @Test(arguments: RouteName.allCases)
    func `HEAD answers as GET does, and OPTIONS says what is served`(_ name: RouteName) throws {
        let client = try Client()
        let target = try name.example()
        let get = client.get(target)
        let head = client.send(.head, target)
        #expect(head.response.fields == get.response.fields)
        #expect(head.tag == get.tag)
        let options = client.send(.options, target)
        #expect(options.status == 204)
        #expect(options[.allow] == (try route(name)).allow)
    }

    @Test(arguments: RouteName.allCases)
    func `every type that is documented can be had, and gzip of it is told apart`(_ name: RouteName) throws {
        let client = try Client()
        let target = try name.example()
        for type in try route(name).types {
            let plain = client.get(target, [.accept: type.name])
            let representation = try #require(plain.response.representation)
            #expect(representation.type == type)
            let compressed = client.get(target, [.accept: type.name, .acceptEncoding: "gzip"])
            guard compressed.response.representation?.coding == .gzip else { continue }
            #expect(type.isCompressible)
            #expect(compressed.tag == plain.tag.map { String($0.dropLast()) + "-gzip\"" })
        }
    }

    @Test func `a list is the four members of a list, whatever is in it`() throws {
        for route in RouteTable.ofAPI.routes where route.parameters.contains(.limit) && route.types.contains(.json) {
            let names = try Client().get(try route.name.example(), [.accept: "application/json"]).json().names
            #expect(names == ["data", "page", "links", "attribution"], "\(route.name)")
        }
    }
}
