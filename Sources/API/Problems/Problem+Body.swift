import HTTP
import JSON

extension Problem {
    /// The members of RFC 9457 first, then ours.
    func body(instance: String?, requestID: String, links: LinkBuilder) -> [UInt8] {
        let meaning = code.meaning
        var writer = Writer(reserving: 768)
        writer.object { writer in
            writer.member("type", links.url(.problem, [code.rawValue]))
            writer.member("title", meaning.title)
            writer.member("status", meaning.status)
            writer.member("detail", detail)
            writer.member("instance", instance)
            writer.member("code", code.rawValue)
            writer.member("requestId", requestID)
            writer.member("limit", limit)
            writer.member("available", available)
            if !nearest.isEmpty {
                writer.name("nearest")
                writer.array { writer in nearest.forEach { $0.write(to: &writer) } }
            }
            if !errors.isEmpty {
                writer.name("errors")
                writer.array { writer in errors.forEach { $0.write(to: &writer) } }
            }
            if let first {
                writer.name("links")
                writer.object { $0.member("first", first) }
            }
        }
        return writer.bytes
    }
}

extension Problem.Part {
    fileprivate func write(to writer: inout Writer) {
        writer.object { writer in
            writer.member("in", location.rawValue)
            writer.member("name", name)
            writer.member("allowed", allowed)
            writer.member("minimum", minimum)
            writer.member("maximum", maximum)
            writer.member("example", example)
            writer.member("suggestion", suggestion)
        }
    }
}

extension Problem.Nearest {
    fileprivate func write(to writer: inout Writer) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("soc", soc)
            writer.member("title", title)
            writer.name("links")
            writer.object { $0.member("self", link) }
        }
    }
}
