package import JSON

/// Writes comma-separated values as RFC 4180 has them: lines end in CRLF, the last one too, and a field is quoted
/// where it holds a quote, a comma or a line break.
package struct CSVWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// The row that names the columns.
    static func header(_ names: [String]) -> [UInt8] {
        var writer = CSVWriter()
        for name in names {
            writer.field(name)
        }
        writer.endRow()
        return writer.bytes
    }

    /// An absent value is an empty field.
    package mutating func field(_ text: Text?) {
        separate()
        if let text {
            append(text.utf8)
        }
    }

    package mutating func field(_ string: String) {
        separate()
        append(string.utf8)
    }

    package mutating func field(_ integer: Int?) {
        separate()
        if let integer {
            append(String(integer).utf8)
        }
    }

    package mutating func field(_ bool: Bool?) {
        separate()
        if let bool {
            append((bool ? "true" : "false").utf8)
        }
    }

    package mutating func endRow() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
        isAtRowStart = true
    }

    private mutating func separate() {
        if !isAtRowStart {
            bytes.append(UInt8(ascii: ","))
        }
        isAtRowStart = false
    }

    private mutating func append(_ value: some Collection<UInt8>) {
        guard value.contains(where: Self.needsQuotes) else {
            bytes.append(contentsOf: value)
            return
        }
        bytes.append(Self.quote)
        for byte in value {
            if byte == Self.quote {
                bytes.append(Self.quote)
            }
            bytes.append(byte)
        }
        bytes.append(Self.quote)
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }

    private static let quote = UInt8(ascii: "\"")
}
