/// Something about a file that its author should know: an error keeps the file out, a warning does not.
package struct Finding: Sendable {
    /// As ``escaped(bytes:)`` writes it: on one line, safe on a terminal.
    package let file: String
    /// From 1; the column counts Unicode scalars. nil where it is about the file as a whole.
    package let line: Int?
    package let column: Int?
    /// Bytes from 0.
    package let offset: Int?
    /// RFC 6901; `""` is the whole document. It may hold names of the file: ``escaped(_:)`` makes it safe to show.
    package let pointer: String
    package let rule: Rule
    package let severity: Severity
    /// One line; what it quotes of the file is escaped and cut.
    package let message: String
    /// How to mend it.
    package let help: String
    /// There where it was asked for, and may be shown.
    package private(set) var excerpt: Excerpt?

    /// - Parameter severity: where the rule has two; else it is that of the rule.
    package init(
        file: String, line: Int? = nil, column: Int? = nil, offset: Int? = nil, pointer: String = "", rule: Rule,
        severity: Severity? = nil, message: String, help: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.offset = offset
        self.pointer = pointer
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.message = message
        self.help = help
    }

    /// Adds the line that it is about.
    ///
    /// - Parameter bytes: of the file.
    package mutating func addExcerpt(of bytes: [UInt8]) {
        if let offset { excerpt = Excerpt(of: bytes, at: min(offset, bytes.count)) }
    }

    package enum Severity: String, Sendable {
        case error, warning, info
    }

    /// How the log says it: an order of versions that may surprise is in order as data, and still worth a warning
    /// there (API.md 1).
    package var logSeverity: Severity { rule == .versionOrder ? .warning : severity }
}
