import HTTP
import JSON

enum SchemaEndpoints {
    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let name = call.path[.schema] ?? ""
        guard let file = SchemaFile(rawValue: name) else {
            throw .nameNotFound(name, of: "schema", among: SchemaFile.allCases.map(\.rawValue))
        }
        var writer = Writer(reserving: 8192)
        file.schema(id: call.links.url(.schema, [file.rawValue])).write(to: &writer)
        return Content(.bytes(writer.bytes), cache: .newest)
    }
}
