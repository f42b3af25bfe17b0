/// Sizes as people write them.
package enum ByteSize {
    private static let units: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000),
        ("B", 1),
    ]

    /// `65536`, `64KiB` or `64 kib`; nil for anything else, and for what Int cannot hold.
    package static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits) else { return nil }
        var name = text[digits.endIndex...]
        if name.first == " " { name = name.dropFirst() }
        if name.isEmpty { return count }
        guard let unit = units.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
        let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: unit.bytes)
        return isTooLarge ? nil : bytes
    }

    /// The shortest exact form: `16MiB`, `1000B`.
    package static func text(_ bytes: Int) -> String {
        let unit = units.first { $0.name.hasSuffix("iB") && bytes >= $0.bytes && bytes % $0.bytes == 0 }
        return unit.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)B"
    }
}
