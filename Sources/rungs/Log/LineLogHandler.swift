package import Logging

/// Writes the records of swift-log as lines: the text form or the JSON form.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let format: LogFormat
    private let sink: LogSink

    package init(format: LogFormat, level: Logger.Level, sink: LogSink) {
        self.format = format
        logLevel = level
        self.sink = sink
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        fields.merge(metadataProvider?.get() ?? [:]) { $1 }
        fields.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error {
            fields["error"] = "\(error)"
        }
        // A dictionary has no order; lines should be equal from run to run.
        let sorted = fields.sorted { $0.key < $1.key }.map { LogRecord.Field($0.key, LogRecord.Value($0.value)) }
        let record = LogRecord(
            time: .now(), level: event.level, message: event.message.description, fields: sorted)
        sink.write(format.line(record))
    }
}

extension LogRecord.Value {
    init(_ value: Logger.MetadataValue) {
        switch value {
        // Numbers stay numbers for those who read the log by machine.
        case .stringConvertible(let value as Int): self = .integer(value)
        case .stringConvertible(let value as Double): self = .real(value)
        case .stringConvertible(let value): self = .text(value.description)
        case .string, .array, .dictionary: self = .text(value.description)
        }
    }
}
