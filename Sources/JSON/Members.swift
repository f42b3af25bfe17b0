extension Value {
    package struct Member: Sendable {
        /// The name after unescaping.
        package let name: Text
        /// Where the name begins in the source, at its quote.
        package let nameOffset: Int
        package let value: Value
    }

    /// The members of an object, in the order of the text.
    package struct Members: Sequence, Sendable {
        private let tape: Tape
        private let nodes: Range<Int>

        init(_ tape: Tape, nodes: Range<Int>) {
            self.tape = tape
            self.nodes = nodes
        }

        package var isEmpty: Bool { nodes.isEmpty }

        package func makeIterator() -> Iterator { Iterator(tape: tape, nodes: nodes) }

        package struct Iterator: IteratorProtocol {
            fileprivate let tape: Tape
            fileprivate var nodes: Range<Int>

            package mutating func next() -> Member? {
                guard let name = nodes.first else { return nil }
                nodes = Int(tape.nodes[name + 1].next)..<nodes.upperBound
                return Member(
                    name: tape.text(of: name), nameOffset: Int(tape.nodes[name].start), value: Value(tape, at: name + 1)
                )
            }
        }
    }

    /// The elements of an array, in the order of the text.
    package struct Elements: Sequence, Sendable {
        private let tape: Tape
        private let nodes: Range<Int>

        init(_ tape: Tape, nodes: Range<Int>) {
            self.tape = tape
            self.nodes = nodes
        }

        package var isEmpty: Bool { nodes.isEmpty }

        package func makeIterator() -> Iterator { Iterator(tape: tape, nodes: nodes) }

        package struct Iterator: IteratorProtocol {
            fileprivate let tape: Tape
            fileprivate var nodes: Range<Int>

            package mutating func next() -> Value? {
                guard let element = nodes.first else { return nil }
                nodes = Int(tape.nodes[element].next)..<nodes.upperBound
                return Value(tape, at: element)
            }
        }
    }
}
