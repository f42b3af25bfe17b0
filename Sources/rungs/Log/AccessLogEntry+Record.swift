import Logging
import Server

extension AccessLogEntry {
    /// Probes come every few seconds and tell nothing.
    package var isHealth: Bool {
        ["/livez", "/readyz", "/healthz"].contains(route ?? path)
    }
}

extension AccessLogWriter.Item {
    /// The names are those of OpenTelemetry's semantic conventions.
    package var record: LogRecord {
        let trace = entry.traceparent.flatMap(TraceContext.init)
        let level: LogLevel = entry.isHealth ? .debug : entry.status >= 500 ? .error : .info
        let fields: [LogRecord.Field?] = [
            .init("http.request.method", .text(entry.method)),
            .init("url.path", .text(entry.path)),
            field("url.query", entry.query),
            field("http.route", entry.route),
            .init("http.response.status_code", .integer(entry.status)),
            .init("http.response.body.size", .integer(entry.bodySize)),
            .init("duration_ms", .milliseconds(entry.duration)),
            .init("client.address", .text(entry.clientAddress)),
            field("user.name", entry.keyName),
            field("user_agent.original", entry.userAgent),
            .init("network.protocol.version", .text(entry.protocolVersion)),
            field("server.address", entry.serverAddress),
            field("request_id", entry.requestID),
            field("trace_id", trace?.traceID),
            field("span_id", trace?.spanID),
            field("error.type", entry.errorType),
            .init("dataset.revision", .text(revision)),
            .init("cache", .text(entry.cache)),
        ]
        return LogRecord(time: time, level: level, message: "request", fields: fields.compactMap { $0 })
    }

    private func field(_ name: String, _ text: String?) -> LogRecord.Field? {
        text.map { .init(name, .text($0)) }
    }
}

/// The value of `traceparent`: `00-<trace id>-<span id>-<flags>` (W3C Trace Context, section 3.2).
package struct TraceContext: Sendable, Equatable {
    package let traceID: String
    package let spanID: String

    /// nil where it is not valid: then it is as if it had not been sent.
    package init?(_ traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts.prefix(4).map(\.utf8.count) == [2, 32, 16, 2],
            parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) } }),
            parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
        spanID = String(parts[2])
    }
}
