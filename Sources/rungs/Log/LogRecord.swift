/// One line of the log before it has a form.
package struct LogRecord: Sendable {
    package var time: WallTime
    package var level: LogLevel
    package var message: String
    /// In the order in which they are written.
    package var fields: [Field]

    package struct Field: Sendable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package enum Value: Sendable {
        case text(String)
        case integer(Int)
        /// Finite: JSON has no other numbers.
        case real(Double)
        /// Milliseconds, written with three decimals.
        case milliseconds(Duration)
    }

    package init(time: WallTime, level: LogLevel, message: String, fields: [Field] = []) {
        self.time = time
        self.level = level
        self.message = message
        self.fields = fields
    }
}
