/// How tables are written, for who reads them.
package struct CSVDialect: Sendable {
    /// What stands between fields. A field that holds it is quoted.
    package var delimiter: Delimiter
    /// A byte order mark stands first, by which Excel knows UTF-8; and a cell that a spreadsheet would take for a formula
    /// begins with an apostrophe.
    package var isForSpreadsheets: Bool

    package init(delimiter: Delimiter = .comma, isForSpreadsheets: Bool = false) {
        self.delimiter = delimiter
        self.isForSpreadsheets = isForSpreadsheets
    }

    package enum Delimiter: String, CaseIterable, Sendable {
        case comma, semicolon, tab

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            }
        }
    }
}
