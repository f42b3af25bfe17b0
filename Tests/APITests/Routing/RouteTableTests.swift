import HTTP
import Testing

@testable import API

struct RouteTableTests {
    @Test func `the table is made, with one route for each name`() throws {
        let table = RouteTable.ofAPI
        #expect(table.routes.map(\.name) == RouteName.allCases)
    }

    @Test func `no route has more types than negotiation takes, and JSON is first where it is one`() throws {
        for route in RouteTable.ofAPI.routes {
            let first: MediaType =
                switch route.name {
                case .metrics: .metrics
                case .schema: .schema
                case .openAPI: .openAPI
                case .changesFeed: .atom
                case .robots: .plain
                case .favicon: .svg
                case .apiCatalog: .linkset
                default: .json
                }
            #expect(route.types.count <= TypePreference.maximumTypes, "\(route.name)")
            #expect(route.types.first == first, "\(route.name)")
        }
    }

    @Test(arguments: RouteName.allCases)
    func `the example of a route is matched by it`(_ name: RouteName) throws {
        guard case .path(let path) = Path.read(try name.example().prefix { $0 != "?" }) else {
            Issue.record("the example is no path")
            return
        }
        #expect(RouteTable.ofAPI.match(path.segments)?.route.name == name)
    }

    @Test func `two patterns that match the same paths are refused`() throws {
        let endpoint: Route.Endpoint = { _ throws(Problem) in throw .draining }
        let route = try Route(.framework, endpoint: endpoint)
        #expect(throws: RouteTable.AmbiguityError.self) { try RouteTable([route, route]) }
    }
}
