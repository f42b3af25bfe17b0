/// What is measured under one name, at one moment (the data model of Prometheus and OpenMetrics).
package struct MetricFamily: Sendable, Equatable {
    package let name: String
    /// One sentence.
    package let help: String
    package let type: Kind
    package var samples: [Sample]

    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// A value, and what tells it from the others of the family.
    package struct Sample: Sendable, Equatable {
        /// Of the name: `_bucket`, `_sum`, `_count` of a histogram.
        package let suffix: String
        /// In the order in which they are written.
        package let labels: [Label]
        package let value: Value

        package init(suffix: String = "", labels: [Label] = [], value: Value) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    package struct Label: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Value: Sendable, Equatable, CustomStringConvertible {
        case integer(Int)
        case number(Double)

        package var description: String {
            switch self {
            case .integer(let value): "\(value)"
            case .number(let value): "\(value)"
            }
        }
    }

    private init(_ name: String, _ help: String, _ type: Kind, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.type = type
        self.samples = samples
    }

    package static func gauge(_ name: String, _ help: String, _ value: Value, _ labels: Label...) -> Self {
        Self(name, help, .gauge, [Sample(labels: labels, value: value)])
    }

    package static func counter(_ name: String, _ help: String, _ value: Value, _ labels: Label...) -> Self {
        Self(name, help, .counter, [Sample(labels: labels, value: value)])
    }

    /// One sample for each value of a label.
    package static func gauge(_ name: String, _ help: String, by label: String, _ values: [(String, Int)]) -> Self {
        Self(name, help, .gauge, samples(by: label, values))
    }

    /// One sample for each value of a label.
    package static func counter(_ name: String, _ help: String, by label: String, _ values: [(String, Int)]) -> Self {
        Self(name, help, .counter, samples(by: label, values))
    }

    private static func samples(by label: String, _ values: [(String, Int)]) -> [Sample] {
        values.map { Sample(labels: [Label(label, $0)], value: .integer($1)) }
    }

    /// One histogram for each set of labels.
    package static func histogram(_ name: String, _ help: String, _ series: [(labels: [Label], Histogram)]) -> Self {
        Self(name, help, .histogram, series.flatMap { labels, histogram in histogram.samples(labels) })
    }
}

/// How often values were seen, by size.
package struct Histogram: Sendable, Equatable {
    /// The upper bounds of all buckets but the last one, which has none; each of them belongs to its bucket.
    package let bounds: [Double]
    /// One more than there are bounds; none is part of the next.
    package private(set) var counts: [Int]
    package private(set) var sum: Double

    package init(bounds: [Double], counts: [Int], sum: Double) {
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    /// Adds what was seen elsewhere, with the same bounds.
    package mutating func add(_ other: Histogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        sum += other.sum
    }

    /// In the exposition each bucket holds those before it too.
    fileprivate func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample] {
        var samples: [MetricFamily.Sample] = []
        var total = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? Self.text(bounds[index]) : "+Inf"
            samples.append(
                MetricFamily.Sample(
                    suffix: "_bucket", labels: labels + [MetricFamily.Label("le", bound)], value: .integer(total)))
        }
        samples.append(MetricFamily.Sample(suffix: "_sum", labels: labels, value: .number(sum)))
        samples.append(MetricFamily.Sample(suffix: "_count", labels: labels, value: .integer(total)))
        return samples
    }

    private static func text(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }
}
