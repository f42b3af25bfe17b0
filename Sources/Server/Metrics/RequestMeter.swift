import HTTP

/// Measures the requests of one worker. An answer of the cache knows its series, so that no label is looked at again.
struct RequestMeter: ~Copyable {
    private let metrics: WorkerMetrics
    private var series: [RequestSeries.Writer] = []
    private var indices: [RequestSeries.Labels: Int32] = [:]
    /// Replies that are in the batch, and not sent.
    private let waiting: UnsafeMutablePointer<Waiting>
    private var waitingCount = 0

    private struct Waiting {
        let series: Int32
        /// Nanoseconds of the precise clock.
        let start: Int64
    }

    init(_ metrics: WorkerMetrics) {
        self.metrics = metrics
        waiting = .allocate(capacity: ReplyBatch.capacity)
    }

    deinit {
        waiting.deallocate()
    }

    /// A reply was put into the batch.
    ///
    /// - Parameters:
    ///   - size: bytes of its body; nil where that is not known before its end.
    ///   - start: when the request came.
    @inline(__always)
    mutating func add(_ series: Int32, size: Int?, start: Int64) {
        if let size { self.series[Int(series)].add(size: size) }
        precondition(waitingCount < ReplyBatch.capacity)
        waiting[waitingCount] = Waiting(series: series, start: start)
        waitingCount += 1
    }

    /// The batch was sent: one look at the clock for all that was in it.
    @inline(__always)
    mutating func batchWasSent() {
        guard waitingCount > 0 else { return }
        let now = Clock.nanoseconds()
        for index in 0..<waitingCount {
            let reply = waiting[index]
            series[Int(reply.series)].add(duration: Int(max(0, now - reply.start)))
        }
        waitingCount = 0
    }

    /// A stream has come to its end.
    func add(streamed size: Int, of series: Int32) {
        self.series[Int(series)].add(size: size)
    }

    mutating func index(of labels: RequestSeries.Labels) -> Int32 {
        if let index = indices[labels] { return index }
        let made = RequestSeries(labels)
        let index = Int32(series.count)
        series.append(made.writer)
        indices[labels] = index
        metrics.add(made)
        return index
    }
}
