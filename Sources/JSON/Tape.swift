/// One value or member name on the tape.
///
/// The tape of `{"a":[1,2]}` is: object, name, array, number, number. A container is followed by what it holds; a member
/// is its name followed by its value.
struct Node {
    /// Where the value stands in the source, quotes and brackets included.
    var start: UInt32
    var end: UInt32
    /// The node after this one and all it holds. While a container is open: the container around it, or `none`.
    var next: UInt32
    let kind: Value.Kind
    /// A string with at least one backslash: its text is not a slice of the source.
    let hasEscapes: Bool

    static var none: UInt32 { .max }

    var range: Range<Int> { Int(start)..<Int(end) }
    /// A string without its quotes.
    var content: Range<Int> { Int(start) + 1..<Int(end) - 1 }
}

/// The nodes of a document over its source. A class, so that a `Value` is a reference and a number.
final class Tape: Sendable {
    let source: [UInt8]
    let nodes: [Node]

    init(source: [UInt8], nodes: [Node]) {
        self.source = source
        self.nodes = nodes
    }

    /// The decoded text of a string or name.
    func text(of index: Int) -> Text {
        nodes[index].text(in: source)
    }

    /// RFC 6901: the steps from the root down, each found by passing over the values before it.
    func pointer(of target: Int) -> Pointer {
        var pointer = Pointer()
        var container = 0
        while container != target {
            let isObject = nodes[container].kind == .object
            var position = 0
            var child = container + 1
            while true {
                let value = isObject ? child + 1 : child
                if nodes[value].next > target {
                    if isObject { pointer.append(text(of: child).string) } else { pointer.append(position) }
                    container = value
                    break
                }
                child = Int(nodes[value].next)
                position += 1
            }
        }
        return pointer
    }
}

extension Node {
    /// - Parameter source: the text that the node was read from, where this node is a string.
    func text(in source: [UInt8]) -> Text {
        hasEscapes ? Text(unescaping: source, in: content) : Text(source, in: content)
    }
}
