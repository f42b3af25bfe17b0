import Catalog
import HTTP
import Hashing

extension EntityTag {
    /// The tag of the identity coding of a representation: what determines it is hashed, line by line. It is the
    /// same on every replica of one build, and the type is in it without its parameters, so that a change of them
    /// changes no tag.
    static func of(_ bytes: [UInt8], type: MediaType) -> EntityTag {
        tag([Array("\(type.name)\n".utf8), bytes])
    }

    /// The tag of a stream, whose bytes are not known beforehand: all that they are made from.
    ///
    /// - Parameter url: link base and target.
    static func ofStream(_ url: String, type: MediaType, call: Call) -> EntityTag {
        let options = call.options
        let parts = [
            call.snapshot.revision, url, call.arguments.query.encoded, type.name, options.serverVersion,
            "\(options.pageLimit) \(options.maximumPageLimit) \(options.isQueryStrict)",
        ]
        return tag([Array(parts.joined(separator: "\n").utf8)])
    }

    private static func tag(_ parts: [[UInt8]]) -> EntityTag {
        EntityTag(opaque: String(Base64URL.encode(SHA256(hashing: parts).bytes).prefix(22)))
    }
}

extension MediaType {
    /// `type/subtype`.
    var name: String {
        "\(type)/\(subtype)"
    }
}
