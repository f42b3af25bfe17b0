import Catalog
import HTTP
import JSON
import TestSupport
import Testing

@testable import API

/// The OpenAPI document beside the table that it is made from.
struct OpenAPITests {
    private func document() throws -> Value {
        try Client().get("/openapi.json").json()
    }

    private func operations() throws -> [(path: String, operation: Value)] {
        try #require(try document()["paths"]).members.flatMap { path in
            path.value.members.map { (path.name.string, $0.value) }
        }
    }

    @Test func `it has every route, and no other`() throws {
        #expect(try operations().map(\.path) == RouteName.allCases.map(\.rawValue))
    }

    @Test func `an operation has a name of its own`() throws {
        let names = try operations().compactMap { $0.operation.string("operationId") }
        #expect(names.count == RouteName.allCases.count)
        #expect(Set(names).count == names.count)
    }

    @Test func `what takes a cursor is called a list, which the settings of Schemathesis rely on`() throws {
        for route in RouteTable.ofAPI.routes {
            let isList = route.name.description.operationID.hasPrefix("list")
            #expect(route.parameters.contains(.cursor) == isList, "\(route.name)")
        }
    }

    @Test func `its parameters are those that are taken, in their order`() throws {
        for (path, operation) in try operations() {
            let route = try #require(RouteName(rawValue: path).flatMap { RouteTable.ofAPI[$0] })
            let documented = operation["parameters"].map { $0.elements.compactMap { $0.string("name") } } ?? []
            #expect(
                documented == route.pattern.parameters.map(\.rawValue) + route.parameters.map(\.rawValue), "\(path)")
        }
    }

    @Test func `nothing in it can be null`() throws {
        #expect(!(try Client().get("/openapi.json").text).contains("\"null\""))
    }

    @Test func `every reference leads somewhere, and every component is referred to`() throws {
        let document = try document()
        let components = try #require(document["components"])
        let defined = components.members.flatMap { kind in
            kind.value.names.map { "#/components/\(kind.name.string)/\($0)" }
        }
        #expect(Set(defined) == document.references)
    }

    @Test func `the server is the base of the request, or the root where none is known`() throws {
        #expect(try document()["servers"]?.verbatim.string == "[{\"url\":\"https://rungs.example\"}]")
        let options = Application.Options(serverVersion: "1")
        let root = try Document(parsing: OpenAPIDocument(base: LinkBase(""), options: options).json).root
        #expect(root["servers"]?.verbatim.string == "[{\"url\":\"/\"}]")
    }

    @Test func `its examples are real answers for the samples`() throws {
        let loaded = Loader.load(Loader.Options(paths: [Files.inRepository("Config/samples")]))
        let client = try Client(Snapshot(loaded, generation: 1, loadedAt: 1_780_272_000))
        var count = 0
        for (path, operation) in try operations() {
            for response in operation["responses"]?.members.map(\.value) ?? [] {
                for content in response["content"]?.members.map({ $0 }) ?? [] {
                    guard let example = content.value["examples"]?["sample"] else { continue }
                    let target = String(try #require(example.string("summary")).dropFirst("GET ".count))
                    let answer = client.get(target)
                    let value = try #require(example["value"])
                    let text = value.text?.string ?? value.verbatim.string
                    // Each answer names its own request.
                    #expect(
                        text.split(separator: "01KAWE9HNQ0Z8Y6T4R2PXM5V3C")
                            == answer.text.split(separator: "request-1"),
                        "\(path), \(target)")
                    count += 1
                }
            }
        }
        #expect(count > 60)
    }
}
