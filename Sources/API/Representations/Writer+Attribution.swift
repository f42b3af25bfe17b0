import Catalog
import JSON

extension Writer {
    /// The member that stands in every answer with content of exports.
    mutating func attribution(_ entries: [Attribution]) {
        name("attribution")
        array { writer in
            for entry in entries {
                writer.object { writer in
                    writer.member("text", entry.text)
                    writer.member("covers", entry.covers)
                }
            }
        }
    }

    /// A member that is an array of strings.
    mutating func member(_ name: StaticString, _ values: [String]?) {
        guard let values else { return }
        self.name(name)
        array { writer in values.forEach { writer.string($0) } }
    }
}
