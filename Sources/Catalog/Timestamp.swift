package import JSON

/// A date and time of an export: served as it was written, compared as an instant.
package struct Timestamp: Sendable {
    package let text: Text
    /// Milliseconds since 1970, UTC.
    package let milliseconds: Int64

    package init(text: Text, milliseconds: Int64) {
        self.text = text
        self.milliseconds = milliseconds
    }
}
