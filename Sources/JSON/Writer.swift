/// Writes JSON with stable bytes: members in the order of the calls, no white space, only `"`, `\` and control
/// characters escaped (RFC 8259 section 7).
package struct Writer: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes `{`, what `content` writes, `}`. Commas are placed by the writer.
    package mutating func object(_ content: (inout Writer) -> Void) { preconditionFailure("to be written") }
    package mutating func array(_ content: (inout Writer) -> Void) { preconditionFailure("to be written") }
    /// A member name; the next call writes its value.
    package mutating func name(_ name: StaticString) { preconditionFailure("to be written") }
    /// A member name that comes from data.
    package mutating func name(_ name: Text) { preconditionFailure("to be written") }
    package mutating func string(_ string: String) { preconditionFailure("to be written") }
    package mutating func string(_ text: Text) { preconditionFailure("to be written") }
    package mutating func integer(_ integer: Int) { preconditionFailure("to be written") }
    package mutating func bool(_ bool: Bool) { preconditionFailure("to be written") }
    /// A value that is valid JSON already.
    package mutating func verbatim(_ json: some Collection<UInt8>) { preconditionFailure("to be written") }

    // Members in one call; a nil value writes nothing: absent, never null.
    package mutating func member(_ name: StaticString, _ value: String?) { preconditionFailure("to be written") }
    package mutating func member(_ name: StaticString, _ value: Text?) { preconditionFailure("to be written") }
    package mutating func member(_ name: StaticString, _ value: Int?) { preconditionFailure("to be written") }
    package mutating func member(_ name: StaticString, _ value: Bool?) { preconditionFailure("to be written") }
}
