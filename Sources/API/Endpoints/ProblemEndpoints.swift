import HTTP
import JSON

enum ProblemEndpoints {
    @Sendable static func list(_ call: Call) throws(Problem) -> Content {
        try ProblemListing(links: call.links).content(for: call, at: ListPlace(.problems, links: call.links))
    }

    @Sendable static func one(_ call: Call) throws(Problem) -> Content {
        let text = call.path[.code] ?? ""
        guard let code = ProblemCode(rawValue: text) else {
            throw .nameNotFound(text, of: "error", among: ProblemCode.allCases.map(\.rawValue))
        }
        var writer = Writer(reserving: 512)
        writer.object { writer in code.writeMembers(to: &writer, links: call.links) }
        return Content(.bytes(writer.bytes), cache: .newest)
    }
}
