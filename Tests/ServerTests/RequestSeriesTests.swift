import Metrics
import Testing

@testable import Server

@Suite struct `A series of requests` {
    private let series = RequestSeries(
        RequestSeries.Labels(method: "GET", route: "/", status: 200, scheme: "http", errorType: nil))

    @Test func `counts each duration in the first bucket whose bound it does not exceed`() {
        for (index, bound) in RequestSeries.durations.enumerated() {
            let nanoseconds = Int((bound * 1e9).rounded())
            series.writer.add(duration: nanoseconds)
            #expect(series.duration.counts[index] == 1 + (index > 0 ? 1 : 0))
            series.writer.add(duration: nanoseconds + 1)
            #expect(series.duration.counts[index + 1] == 1)
        }
        series.writer.add(duration: 0)
        #expect(series.duration.counts[0] == 2)
        #expect(series.duration.counts.reduce(0, +) == 2 * RequestSeries.durations.count + 1)
        #expect(abs(series.duration.sum - 2 * RequestSeries.durations.reduce(0, +)) < 1e-6)
    }

    @Test func `counts each size likewise, apart from the durations`() {
        for (index, bound) in RequestSeries.sizes.enumerated() {
            series.writer.add(size: Int(bound))
            #expect(series.size.counts[index] == 1 + (index > 0 ? 1 : 0))
            series.writer.add(size: Int(bound) + 1)
            #expect(series.size.counts[index + 1] == 1)
        }
        #expect(series.size.sum == 2 * RequestSeries.sizes.reduce(0, +) + Double(RequestSeries.sizes.count))
        #expect(series.duration.counts.allSatisfy { $0 == 0 })
    }
}
