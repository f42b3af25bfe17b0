import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct LinkTests {
    @Test func `every link leads to an answer`() throws {
        let client = try Client()
        var waiting: [String] = try RouteName.allCases.map { try $0.example() }
        waiting += ["/v1/statements?limit=2", "/v1/statements?limit=3&offset=4", "/v1/frameworks?limit=2&sort=-title"]
        waiting += ["/v1/frameworks?version=v.1,v.2", "/v1/frameworks/11-1111.00/versions/latest"]
        waiting += ["/v1/frameworks?cursor=x", "/v1/frameworks/22-2222"]
        var seen = Set(waiting)
        while let target = waiting.popLast() {
            let answer = client.get(target)
            // Its examples are answers to others.
            guard target != RouteName.openAPI.rawValue else { continue }
            guard let body = try? answer.json(), body.kind == .object else { continue }
            for link in links(in: body) where link.hasPrefix(Client.base) {
                let found = String(link.dropFirst(Client.base.count).prefix { $0 != "{" })
                if seen.insert(found).inserted {
                    waiting.append(found)
                    #expect(client.get(found).status == 200, "\(found), from \(target)")
                }
            }
        }
        #expect(seen.count > 60)
    }

    @Test func `every absolute link is of the base or of O*NET`() throws {
        let client = try Client()
        for name in RouteName.allCases where name.isJSON && name != .openAPI {
            for link in links(in: try client.get(try name.example()).json()) {
                let isOurs = link.hasPrefix(Client.base)
                #expect(isOurs || link.hasPrefix("https://www.onetonline.org/link/summary/"), "\(link)")
            }
        }
    }

    @Test func `a base without an authority makes links that begin with the path`() throws {
        let client = try Client()
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/v1")
        let request = Request(head: head, linkBase: LinkBase("/under"), id: "r")
        guard case .ready(let response) = client.application.answer(request) else { return }
        #expect(try Answer(response).json().string("links", "self") == "/under/v1")
    }

    @Test func `a template lists the parameters of its route`() throws {
        let index = try Client().get("/v1").json()
        for (link, name) in [
            ("frameworks", RouteName.frameworks), ("statements", .statements), ("facets", .facets),
            ("export", .export), ("changes", .changes),
        ] {
            let route = try #require(RouteTable.ofAPI.routes.first { $0.name == name })
            let parameters = route.parameters.map(\.rawValue).joined(separator: ",")
            #expect(index.string("links", link) == "https://rungs.example\(name.rawValue){?\(parameters)}")
        }
    }

    @Test func `what is filled into a path is percent-encoded`() {
        #expect(LinkBuilder.path(.version, ["a/b", "v+1 ?"]) == "/v1/frameworks/a%2Fb/versions/v%2B1%20%3F")
    }

    /// The values of all members of all `links`, and every `type` that is a link.
    private func links(in value: Value) -> [String] {
        var found: [String] = value.elements.flatMap { links(in: $0) }
        for member in value.members {
            if member.name.string == "links" {
                found += member.value.members.compactMap { $0.value.text?.string }
            } else if member.name.string == "type", let type = member.value.text?.string, type.contains("://") {
                found.append(type)
            } else {
                found += links(in: member.value)
            }
        }
        return found
    }
}
