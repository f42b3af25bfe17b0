import Logging

/// How a record becomes a line. Whatever a client sent, a record is one line, and no line can steer a terminal.
package enum LogFormat: Sendable {
    /// For people: `2026-05-15T12:39:06.711Z info loaded frameworks=3`.
    case text
    /// For machines: one JSON object.
    case json

    /// With the line feed.
    package func line(_ record: LogRecord) -> [UInt8] {
        var line = LineBuilder()
        switch self {
        case .text:
            line.append("\(record.time.text) \(record.level.rawValue) ")
            line.plain(record.message)
            for field in record.fields {
                line.append(" \(field.name)=")
                line.append(field.value, isQuoted: false)
            }
        case .json:
            line.append("{\"timestamp\":\"\(record.time.text)\",\"level\":\"\(record.level.rawValue)\",\"message\":")
            line.quote(record.message)
            for field in record.fields {
                line.append(",")
                line.quote(field.name)
                line.append(":")
                line.append(field.value, isQuoted: true)
            }
            line.append("}")
        }
        line.append("\n")
        return line.bytes
    }
}

/// What needs no quotes in `name=value`.
private func isPlain(_ byte: UInt8) -> Bool {
    0x21...0x7E ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "=")
}

/// `1.234`.
private func milliseconds(_ duration: Duration) -> String {
    let parts = duration.components
    let microseconds = max(0, parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000)
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
}

private struct LineBuilder {
    var bytes: [UInt8] = []

    mutating func append(_ text: String) {
        bytes += text.utf8
    }

    /// - Parameter isQuoted: whether a text that needs no quotes has them all the same.
    mutating func append(_ value: LogRecord.Value, isQuoted: Bool) {
        switch value {
        case .text(let text) where !isQuoted && !text.isEmpty && text.utf8.allSatisfy(isPlain): append(text)
        case .text(let text): quote(text)
        case .integer(let integer): append(String(integer))
        case .real(let real): append(String(real))
        case .milliseconds(let duration): append(milliseconds(duration))
        }
    }

    mutating func plain(_ text: String) {
        OneLine.append(text, to: &bytes, isQuoted: false)
    }

    mutating func quote(_ text: String) {
        append("\"")
        OneLine.append(text, to: &bytes, isQuoted: true)
        append("\"")
    }
}
