import HTTP
import JSON

enum SchemaEndpoints {
    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let name = call.path[.schema] ?? ""
        guard let file = SchemaFile(named: name) else {
            throw .nameNotFound(name, of: "schema", among: SchemaFile.all.map(\.name))
        }
        var writer = Writer(reserving: 8192)
        file.write(to: &writer, id: call.links.url(.schema, [file.name]))
        return Content(.bytes(writer.bytes), cache: .newest)
    }
}
