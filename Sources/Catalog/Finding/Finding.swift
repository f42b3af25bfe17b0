/// Something about a file that its author should know: an error keeps the file out, a warning does not.
package struct Finding: Sendable {
    package let file: String
    /// From 1; the column counts Unicode scalars. nil where it is about the file as a whole.
    package let line: Int?
    package let column: Int?
    /// Bytes from 0.
    package let offset: Int?
    /// RFC 6901; `""` is the whole document.
    package let pointer: String
    package let rule: Rule
    package let severity: Severity
    package let message: String
    /// How to mend it.
    package let help: String

    package init(
        file: String, line: Int? = nil, column: Int? = nil, offset: Int? = nil, pointer: String = "", rule: Rule,
        severity: Severity, message: String, help: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.offset = offset
        self.pointer = pointer
        self.rule = rule
        self.severity = severity
        self.message = message
        self.help = help
    }

    package enum Severity: String, Sendable {
        case error, warning, info
    }

    /// The stable id of a rule: to be made an enum of all of them.
    package struct Rule: Hashable, Sendable {
        package let id: String
    }
}
