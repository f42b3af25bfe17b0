import Threads

/// What one worker counts: it alone changes it, and whoever is asked for metrics reads it.
final class WorkerMetrics: Sendable {
    private let cells = Cells(count: Counter.allCases.count)
    private let allSeries = Lock<[RequestSeries]>([])

    /// Of connections and the cache.
    enum Counter: Int, CaseIterable {
        case openedHTTP, openedHTTPS, closedHTTP, closedHTTPS, activeHTTP, activeHTTPS
        case refusedForLimit, refusedForClientLimit, refusedForProxyHeader, refusedForHandshake
        case headTimeout, bodyTimeout, idleTimeout, writeTimeout
        case cacheHits, cacheMisses, cacheBytes

        static func opened(isSecured: Bool) -> Self { isSecured ? .openedHTTPS : .openedHTTP }
        static func closed(isSecured: Bool) -> Self { isSecured ? .closedHTTPS : .closedHTTP }
        static func active(isSecured: Bool) -> Self { isSecured ? .activeHTTPS : .activeHTTP }
    }

    subscript(counter: Counter) -> Int { cells[counter.rawValue] }

    var series: [RequestSeries] { allSeries.withLock { $0 } }

    @inline(__always)
    func count(_ counter: Counter, _ amount: Int = 1) { cells.writer.add(amount, at: counter.rawValue) }

    func set(_ counter: Counter, _ value: Int) { cells.writer.set(value, at: counter.rawValue) }

    func add(_ series: RequestSeries) { allSeries.withLock { $0.append(series) } }
}
