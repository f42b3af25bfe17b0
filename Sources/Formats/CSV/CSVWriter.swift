package import JSON

/// Writes comma-separated values as RFC 4180 has them: lines end in CRLF, the last one too, and a field is quoted
/// where it holds a quote, the delimiter or a line break.
package struct CSVWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true
    private let dialect: CSVDialect

    package init(_ dialect: CSVDialect = CSVDialect(), reserving capacity: Int = 0) {
        self.dialect = dialect
        bytes.reserveCapacity(capacity)
    }

    /// The beginning of a table: the row that names the columns.
    static func header(_ names: [String], _ dialect: CSVDialect) -> [UInt8] {
        var writer = CSVWriter(dialect)
        if dialect.isForSpreadsheets {
            writer.bytes += byteOrderMark
        }
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
            bytes.append(dialect.delimiter.byte)
        }
        isAtRowStart = false
    }

    private mutating func append(_ value: some Collection<UInt8>) {
        let isGuarded = dialect.isForSpreadsheets && (value.first.map(Self.beginsFormula) ?? false)
        guard value.contains(where: needsQuotes) else {
            if isGuarded { bytes.append(Self.apostrophe) }
            bytes.append(contentsOf: value)
            return
        }
        bytes.append(Self.quote)
        if isGuarded { bytes.append(Self.apostrophe) }
        for byte in value {
            if byte == Self.quote {
                bytes.append(Self.quote)
            }
            bytes.append(byte)
        }
        bytes.append(Self.quote)
    }

    private func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case Self.quote, dialect.delimiter.byte, UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }

    /// OWASP, CSV Injection.
    private static func beginsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let apostrophe = UInt8(ascii: "'")
    private static let quote = UInt8(ascii: "\"")
}
