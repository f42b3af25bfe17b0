/// A parsed JSON text (RFC 8259): a flat tape of nodes over its source bytes, which it keeps.
package struct Document: Sendable {
    package let source: [UInt8]
    /// A UTF-8 byte order mark stood before the value and was ignored (RFC 8259 section 8.1 allows it).
    package let hasByteOrderMark: Bool
    /// Every member name that stands again in the same object, after unescaping, in order of the second one.
    package let repeatedNames: [RepeatedName]

    package struct RepeatedName: Sendable {
        /// The name after unescaping.
        package let name: Text
        /// Where the first and the repeated name begin (at the quote), in bytes from 0.
        package let first: Int
        package let repeated: Int
        /// The pointer of the member (RFC 6901).
        package let pointer: String
    }

    /// - Throws: the first error, by the grammar element at fault, with where it is.
    package init(parsing source: [UInt8]) throws(SyntaxError) {
        preconditionFailure("to be written")
    }

    package var root: Value {
        preconditionFailure("to be written")
    }

    /// Line and column, from 1, of a byte offset; the column counts Unicode scalars.
    package func position(at offset: Int) -> Position {
        Position(of: offset, in: source)
    }
}

/// A place in a text, for people: line and column start at 1, the column counts Unicode scalars, the offset bytes
/// from 0.
package struct Position: Sendable, Equatable {
    package let line: Int
    package let column: Int
    package let offset: Int

    /// Works on bytes that are not UTF-8 too: each byte that continues no scalar counts as one.
    package init(of offset: Int, in bytes: [UInt8]) {
        preconditionFailure("to be written")
    }
}

/// What makes bytes no JSON text.
package struct SyntaxError: Error, Sendable, Equatable {
    package let element: Element
    /// Where it is, in bytes from 0; the length of the text when it ends too early.
    package let offset: Int
    /// The pointer (RFC 6901) of the innermost value that was being read.
    package let pointer: String

    /// The grammar element at fault.
    package enum Element: Sendable, Equatable {
        /// To be completed: empty text, unexpected end, invalid UTF-8, lone surrogate, control character in a string,
        /// bad escape, bad literal, bad number, expected comma / colon / name / value, trailing comma, extra data,
        /// nested too deep …
        case unexpectedEnd
    }
}

/// One value of a document: a cursor, cheap to copy.
package struct Value: Sendable {
    package enum Kind: UInt8, Sendable {
        case null, `false`, `true`, number, string, array, object
    }

    package var kind: Kind { preconditionFailure("to be written") }
    /// The bytes of the value in the source, quotes and brackets included.
    package var range: Range<Int> { preconditionFailure("to be written") }
    /// RFC 6901, `""` for the root. Found by walking from the root: for findings, not for hot loops.
    package var pointer: String { preconditionFailure("to be written") }

    /// The decoded text of a string; a slice of the source where it has no escapes. nil for other kinds.
    package var text: Text? { preconditionFailure("to be written") }
    /// The literal of a number as written. nil for other kinds.
    package var numberLiteral: Text? { preconditionFailure("to be written") }
    /// The number if it is an integer in the range of Int, written in any way (`2`, `2.0`, `2e0`). nil otherwise.
    package var integer: Int? { preconditionFailure("to be written") }
    package var bool: Bool? { preconditionFailure("to be written") }
    /// The members of an object in the order of the text; empty for other kinds.
    package var members: Members { preconditionFailure("to be written") }
    /// The elements of an array; empty for other kinds.
    package var elements: Elements { preconditionFailure("to be written") }
    /// The value exactly as written.
    package var verbatim: Text { preconditionFailure("to be written") }

    package subscript(name: String) -> Value? { preconditionFailure("to be written") }

    package struct Member: Sendable {
        /// The name after unescaping.
        package let name: Text
        /// Where the name begins in the source, at its quote.
        package let nameOffset: Int
        package let value: Value
    }

    package struct Members: Sequence, Sendable {
        package func makeIterator() -> AnyIterator<Member> { preconditionFailure("to be written") }
    }

    package struct Elements: Sequence, Sendable {
        package func makeIterator() -> AnyIterator<Value> { preconditionFailure("to be written") }
    }
}
