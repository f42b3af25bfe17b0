package import Metrics
import Threads

/// What the server measures of itself: counted by each worker for itself, and added up when somebody asks.
package final class ServerMetrics: Sendable {
    private let workers = Lock<[WorkerMetrics]>([])
    /// nil where no rate is limited.
    private let rates = Lock<ClientRates?>(nil)

    package init() {}

    func add(_ rates: ClientRates) {
        self.rates.withLock { $0 = rates }
    }

    func add(_ worker: WorkerMetrics) {
        workers.withLock { $0.append(worker) }
    }

    package var families: [MetricFamily] {
        let workers = workers.withLock { $0 }
        func sum(_ counter: WorkerMetrics.Counter) -> Int { workers.reduce(0) { $0 + $1[counter] } }
        func byScheme(_ value: (_ isHTTPS: Bool) -> Int) -> [(String, Int)] {
            [("http", value(false)), ("https", value(true))]
        }
        return requests(workers.flatMap(\.series)) + [
            .gauge(
                "http_server_active_requests", "Requests whose body is read, or whose answer is made or taken.",
                by: "url_scheme", byScheme { sum($0 ? .activeHTTPS : .activeHTTP) }),
            .gauge(
                "http_server_open_connections", "Connections that are open.", by: "url_scheme",
                byScheme { $0 ? sum(.openedHTTPS) - sum(.closedHTTPS) : sum(.openedHTTP) - sum(.closedHTTP) }),
            .counter(
                "http_server_connections_total", "Connections that were accepted.", by: "url_scheme",
                byScheme { sum($0 ? .openedHTTPS : .openedHTTP) }),
            .counter(
                "http_server_connections_refused_total", "Connections that were closed before their first request.",
                by: "reason",
                [
                    ("limit", sum(.refusedForLimit)), ("client_limit", sum(.refusedForClientLimit)),
                    ("proxy_header", sum(.refusedForProxyHeader)), ("tls_handshake", sum(.refusedForHandshake)),
                ]),
            .counter(
                "http_server_connections_timeouts_total", "Connections that were closed for lack of time.",
                by: "reason",
                [
                    ("head", sum(.headTimeout)), ("body", sum(.bodyTimeout)), ("idle", sum(.idleTimeout)),
                    ("write", sum(.writeTimeout)),
                ]),
            .counter(
                "rungs_answer_cache_hits_total", "Requests that were answered from a worker's memory.",
                .integer(sum(.cacheHits))),
            .counter(
                "rungs_answer_cache_misses_total", "Requests of GET or HEAD for which an answer was made.",
                .integer(sum(.cacheMisses))),
            .counter(
                "rungs_rate_limited_total", "Requests that were refused because their client had made too many.",
                .integer(rates.withLock { $0?.refusedCount ?? 0 })),
            .gauge("rungs_answer_cache_bytes", "Bytes of answers that are kept.", .integer(sum(.cacheBytes))),
        ]
    }

    private func requests(_ series: [RequestSeries]) -> [MetricFamily] {
        var durations: [RequestSeries.Labels: Histogram] = [:]
        var sizes: [String: Histogram] = [:]
        for series in series {
            merge(series.duration, into: &durations[series.labels])
            merge(series.size, into: &sizes[series.labels.route])
        }
        return [
            .histogram(
                "http_server_request_duration_seconds", "From the first byte that was read to the last that was sent.",
                durations.sorted { $0.key < $1.key }.map { ($0.key.all, $0.value) }),
            .histogram(
                "http_server_response_body_size_bytes", "Bodies of answers, as they were sent.",
                sizes.sorted { $0.key < $1.key }.map { ([MetricFamily.Label("http_route", $0.key)], $0.value) }),
        ]
    }

    private func merge(_ histogram: Histogram, into sum: inout Histogram?) {
        if sum == nil { sum = histogram } else { sum?.add(histogram) }
    }
}

extension RequestSeries.Labels: Comparable {
    static func < (first: Self, second: Self) -> Bool {
        (first.route, first.method, first.status, first.scheme, first.errorType ?? "")
            < (second.route, second.method, second.status, second.scheme, second.errorType ?? "")
    }

    fileprivate var all: [MetricFamily.Label] {
        [
            .init("http_request_method", method), .init("http_route", route),
            .init("http_response_status_code", "\(status)"), .init("url_scheme", scheme),
        ] + (errorType.map { [.init("error_type", $0)] } ?? [])
    }
}
