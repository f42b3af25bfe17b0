/// One value of a document: a cursor, cheap to copy.
package struct Value: Sendable {
    package enum Kind: UInt8, Sendable {
        case null, `false`, `true`, number, string, array, object
    }

    let tape: Tape
    private let index: UInt32

    /// - Parameter index: of a node that is a value, not a member name.
    init(_ tape: Tape, at index: Int) {
        self.tape = tape
        self.index = UInt32(index)
    }

    private var node: Node { tape.nodes[Int(index)] }

    package var kind: Kind { node.kind }
    /// The bytes of the value in the source, quotes and brackets included.
    package var range: Range<Int> { node.range }
    /// RFC 6901, `""` for the root. Found by walking from the root: for findings, not for hot loops.
    package var pointer: String { tape.pointer(of: Int(index)).string }

    /// The decoded text of a string; a slice of the source where it has no escapes. nil for other kinds.
    package var text: Text? { kind == .string ? tape.text(of: Int(index)) : nil }
    /// The literal of a number as written. nil for other kinds.
    package var numberLiteral: Text? { kind == .number ? verbatim : nil }
    /// The number if it is an integer in the range of Int, written in any way (`2`, `2.0`, `2e0`). nil otherwise.
    package var integer: Int? { kind == .number ? Int(number: tape.source[range]) : nil }
    package var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }
    /// The members of an object in the order of the text; empty for other kinds.
    package var members: Members { Members(tape, nodes: kind == .object ? held : 0..<0) }
    /// The elements of an array; empty for other kinds.
    package var elements: Elements { Elements(tape, nodes: kind == .array ? held : 0..<0) }
    /// The value exactly as written.
    package var verbatim: Text { Text(tape.source, in: range) }

    /// The value of the first member with this name; nil where there is none, or no object.
    package subscript(name: String) -> Value? {
        var name = name
        return name.withUTF8 { wanted in
            let wanted = UnsafeRawBufferPointer(wanted)
            return members.first { $0.name.isEqual(to: wanted) }?.value
        }
    }

    /// The nodes that a container holds.
    private var held: Range<Int> { Int(index) + 1..<Int(node.next) }
}
