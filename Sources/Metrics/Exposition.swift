/// Metrics in the text format of Prometheus, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).
package struct Exposition {
    package private(set) var bytes: [UInt8] = []

    package init(_ families: [MetricFamily]) {
        for family in families { write(family) }
    }

    private mutating func write(_ family: MetricFamily) {
        bytes += "# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.type.rawValue)\n".utf8
        for sample in family.samples {
            let pairs = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            bytes += "\(family.name)\(sample.suffix)\(pairs.isEmpty ? "" : "{\(pairs)}") \(sample.value)\n".utf8
        }
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }
}
