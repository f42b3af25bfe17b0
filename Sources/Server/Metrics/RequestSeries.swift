import Metrics

/// The requests of one worker that were alike: how long they took, and how large the bodies of their answers were.
final class RequestSeries: Sendable {
    let labels: Labels
    private let cells = Cells(count: durationCount + 1 + sizeCount + 1)

    /// What tells one series from another (OpenTelemetry's semantic conventions for HTTP metrics).
    struct Labels: Hashable, Sendable {
        /// `_OTHER` where it is not of the known ones, or was not read.
        let method: String
        /// `unmatched` where it is none of ours: never what a client sent.
        let route: String
        let status: Int
        /// That of the connection.
        let scheme: String
        /// The code of a problem.
        let errorType: String?
    }

    /// Seconds.
    static let durations = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
    ]
    /// Bytes.
    static let sizes: [Double] = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

    private static let durationCount = durations.count + 1
    private static let sizeCount = sizes.count + 1
    private static let durationSum = durationCount
    private static let firstSize = durationCount + 1
    private static let sizeSum = firstSize + sizeCount

    init(_ labels: Labels) {
        self.labels = labels
    }

    /// For the worker.
    var writer: Writer { Writer(cells: cells.writer) }

    /// Adds requests to the series while that is kept. Where the cells lie, and what belongs to the first of them, is
    /// worked out once.
    struct Writer {
        fileprivate let cells: Cells.Writer
        private let durationSum = RequestSeries.durationSum
        private let firstSize = RequestSeries.firstSize
        private let sizeSum = RequestSeries.sizeSum
        private let leastDuration = Int(durations[0] * 1e9)

        fileprivate init(cells: Cells.Writer) {
            self.cells = cells
        }

        /// - Parameter duration: nanoseconds.
        @inline(__always)
        func add(duration: Int) {
            cells.add(1, at: duration <= leastDuration ? 0 : Self.bucket(Double(duration) / 1e9, durations))
            cells.add(duration, at: durationSum)
        }

        /// - Parameter size: bytes of the body.
        @inline(__always)
        func add(size: Int) {
            cells.add(1, at: firstSize + Self.bucket(Double(size), sizes))
            cells.add(size, at: sizeSum)
        }

        /// The first whose bound is not below the value.
        private static func bucket(_ value: Double, _ bounds: [Double]) -> Int {
            bounds.firstIndex { value <= $0 } ?? bounds.count
        }
    }

    var duration: Histogram {
        Histogram(
            bounds: Self.durations, counts: (0..<Self.durationCount).map { cells[$0] },
            sum: Double(cells[Self.durationSum]) / 1e9)
    }

    var size: Histogram {
        Histogram(
            bounds: Self.sizes, counts: (0..<Self.sizeCount).map { cells[Self.firstSize + $0] },
            sum: Double(cells[Self.sizeSum]))
    }
}
