import Benchmark
import Foundation
import Formats
import HTTP
import JSON

// Each benchmark works on what a server meets: a sample export of about 7.5 KB, and heads as curl and Chrome send them.

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput],
        scalingFactor: .kilo,
        maxDuration: .seconds(2))

    Benchmark("JSON: parse an export") { benchmark in
        let export = try Inputs.export()
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            blackHole(try Document(parsing: export))
        }
    }

    for (name, head) in [("curl", Inputs.shortHead), ("a browser", Inputs.browserHead)] {
        Benchmark("HTTP: parse the head of \(name)") { benchmark in
            let limits = HeadParser.Limits(headBytes: 16_384, targetBytes: 8_192, fieldLines: 100)
            for _ in benchmark.scaledIterations {
                guard case .complete(let parsed) = HeadParser.parse(head.span.bytes, limits: limits) else {
                    return benchmark.error("the head is not complete")
                }
                blackHole(parsed)
            }
        }
    }

    Benchmark("CSV: write 40 statements") { benchmark in
        let statements = try Inputs.statements()
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            var writer = CSVWriter(reserving: 16_384)
            for (position, statement) in statements.enumerated() {
                writer.field("49-3091.00")
                writer.field(position + 1)
                writer.field(statement)
                writer.endRow()
            }
            blackHole(writer.bytes)
        }
    }
}
