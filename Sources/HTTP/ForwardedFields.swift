/// The fields in which proxies say what a request was before them.
package struct ForwardedFields: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let xForwardedFor = ForwardedFields(rawValue: 1 << 0)
    package static let xForwardedProto = ForwardedFields(rawValue: 1 << 1)
    package static let xForwardedHost = ForwardedFields(rawValue: 1 << 2)
    package static let xForwardedPrefix = ForwardedFields(rawValue: 1 << 3)
    /// RFC 7239. It stands alone: beside the others one could not tell which of the two a proxy had set.
    package static let forwarded = ForwardedFields(rawValue: 1 << 4)

    /// In lower case, each with its field.
    package static let names: [(name: String, field: ForwardedFields)] = [
        ("x-forwarded-for", .xForwardedFor), ("x-forwarded-proto", .xForwardedProto),
        ("x-forwarded-host", .xForwardedHost), ("x-forwarded-prefix", .xForwardedPrefix), ("forwarded", .forwarded),
    ]
}
