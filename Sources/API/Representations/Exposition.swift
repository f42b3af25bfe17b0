/// Metrics in the text format of Prometheus, version 0.0.4.
struct Exposition {
    private(set) var bytes: [UInt8] = []

    mutating func gauge(_ name: String, _ help: String, _ value: some Numeric, _ labels: [String: String] = [:]) {
        describe(name, help, type: "gauge")
        sample(name, value, labels)
    }

    /// One counter for each value of a label.
    mutating func counter(_ name: String, _ help: String, label: String, _ values: [(String, Int)]) {
        describe(name, help, type: "counter")
        for (value, count) in values { sample(name, count, [label: value]) }
    }

    private mutating func describe(_ name: String, _ help: String, type: String) {
        bytes += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n".utf8
    }

    private mutating func sample(_ name: String, _ value: some Numeric, _ labels: [String: String]) {
        let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
        bytes += "\(name)\(pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") \(value)\n".utf8
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
