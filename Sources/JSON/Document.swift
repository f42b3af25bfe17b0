/// A parsed JSON text (RFC 8259): a flat tape of nodes over its source bytes, which it keeps.
package struct Document: Sendable {
    /// How many arrays and objects may stand in each other (RFC 8259 section 9 lets a parser limit it): far more than
    /// any format here has, and few enough for whoever walks a document to recurse.
    package static let maximumDepth = 64

    /// A UTF-8 byte order mark stood before the value and was ignored (RFC 8259 section 8.1 allows it).
    package let hasByteOrderMark: Bool
    /// Every member name that stands again in the same object, after unescaping, in order of the second one.
    package let repeatedNames: [RepeatedName]
    private let tape: Tape

    package struct RepeatedName: Sendable {
        /// The name after unescaping.
        package let name: Text
        /// Where the first and the repeated name begin (at the quote), in bytes from 0.
        package let first: Int
        package let repeated: Int
        /// The value of the repeated member.
        package let value: Value
        /// The pointer of the member (RFC 6901). Found by walking from the root, so that a hostile text with a long
        /// name around many repeated ones costs nothing until somebody asks.
        package var pointer: String { value.pointer }
    }

    /// - Throws: the first error, by the grammar element at fault, with where it is.
    package init(parsing source: [UInt8]) throws(SyntaxError) {
        var reader = Reader(source)
        do throws(Reader.Fault) {
            try reader.read(source.span)
        } catch {
            throw SyntaxError(element: error.element, offset: error.offset, pointer: reader.pointer.string)
        }
        hasByteOrderMark = reader.hasByteOrderMark
        let tape = Tape(source: source, nodes: reader.nodes)
        self.tape = tape
        repeatedNames = reader.repeats.sorted { $0.repeated < $1.repeated }.map { repeated in
            RepeatedName(
                name: tape.text(of: repeated.repeated),
                first: Int(tape.nodes[repeated.first].start),
                repeated: Int(tape.nodes[repeated.repeated].start),
                value: Value(tape, at: repeated.repeated + 1))
        }
    }

    package var source: [UInt8] { tape.source }

    package var root: Value { Value(tape, at: 0) }

    /// Line and column, from 1, of a byte offset; the column counts Unicode scalars.
    package func position(at offset: Int) -> Position {
        Position(of: offset, in: source)
    }
}
