import HTTP

enum OpenAPIEndpoint {
    @Sendable static func document(_ call: Call) throws(Problem) -> Content {
        let document = OpenAPIDocument(routes: call.routes, links: call.links, options: call.options)
        return Content(.bytes(document.json), cache: .newest)
    }
}
