/// Reads a JSON text (RFC 8259) in one pass into the nodes of a tape.
///
/// No recursion, no `String`, and nothing allocated but the tape and repeated names. The text is passed along as a
/// span, whose reads are checked: a mistake here traps, it cannot read beyond the text.
struct Reader: ~Copyable {
    private(set) var nodes: [Node] = []
    private(set) var hasByteOrderMark = false
    private(set) var repeats: [Repeat] = []
    /// Where the next byte is read.
    var at = 0

    private let source: [UInt8]
    /// The innermost open container; each one leads to the one around it.
    private var container = Node.none
    private var depth = 0
    /// Between the first byte of a value (in an object, the colon before it) and the end of a scalar.
    private var isInValue = false

    /// What is wrong and where; the pointer is found afterwards.
    struct Fault: Error {
        let element: SyntaxError.Element
        let offset: Int
    }

    /// The nodes of a name that stands twice in an object.
    struct Repeat {
        let first: Int
        let repeated: Int
    }

    init(_ source: [UInt8]) {
        self.source = source
        // An export has one node in about 75 bytes; denser texts double the array a few times.
        nodes.reserveCapacity(16 + source.count / 64)
    }

    /// - Parameter text: the bytes of `source`.
    mutating func read(_ text: Span<UInt8>) throws(Fault) {
        guard text.count < UInt32.max else { throw Fault(element: .size, offset: 0) }
        if let encoding = SyntaxError.Encoding(ofTextBeginningWith: text) {
            throw Fault(element: .notUTF8(looksLike: encoding), offset: 0)
        }
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            hasByteOrderMark = true
            at = 3
        }
        skipWhiteSpace(text)
        guard at < text.count else { throw Fault(element: .empty, offset: at) }
        try values(text)
        skipWhiteSpace(text)
        guard at == text.count else { throw unexpected(text, .extraData) }
    }

    /// The innermost value that is being read.
    var pointer: Pointer {
        var path: [Int] = isInValue ? [nodes.count] : []
        var open = container
        while open != Node.none {
            path.append(Int(open))
            open = nodes[Int(open)].next
        }
        path.reverse()
        var pointer = Pointer()
        for (container, value) in zip(path, path.dropFirst()) {
            var index = container + 1
            if nodes[container].kind == .object {
                while index + 1 < value { index = Int(nodes[index + 1].next) }
                pointer.append(nodes[index].text(in: source).string)
            } else {
                var position = 0
                while index < value {
                    index = Int(nodes[index].next)
                    position += 1
                }
                pointer.append(position)
            }
        }
        return pointer
    }
}

// MARK: Structure

extension Reader {
    /// Reads one value with all it holds.
    private mutating func values(_ text: Span<UInt8>) throws(Fault) {
        try value(text)
        while container != Node.none {
            let isObject = nodes[Int(container)].kind == .object
            let isEmpty = Int(container) == nodes.count - 1
            let byte = try nextByte(text)
            if byte == (isObject ? .closeBrace : .closeBracket) {
                close(text)
                continue
            }
            if !isEmpty {
                guard byte == .comma else { throw unexpected(text, .comma) }
                let comma = at
                at += 1
                let next = try nextByte(text)
                if next == .closeBrace || next == .closeBracket { throw Fault(element: .trailingComma, offset: comma) }
            }
            if isObject { try name(text) }
            try value(text)
        }
    }

    /// Reads a scalar, or opens a container.
    private mutating func value(_ text: Span<UInt8>) throws(Fault) {
        isInValue = true
        let byte = try nextByte(text)
        let start = at
        switch byte {
        case .quote:
            let hasEscapes = try string(text)
            append(.string, from: start, hasEscapes: hasEscapes)
        case .openBrace:
            try open(.object)
        case .openBracket:
            try open(.array)
        case .minus,
            _ where byte.isDigit:
            try number(text)
            append(.number, from: start)
        case UInt8(ascii: "t"):
            try literal(text, "true")
            append(.true, from: start)
        case UInt8(ascii: "f"):
            try literal(text, "false")
            append(.false, from: start)
        case UInt8(ascii: "n"):
            try literal(text, "null")
            append(.null, from: start)
        case .plus, .point:
            throw Fault(element: .number, offset: at)
        default:
            throw unexpected(text, byte.isLetter ? .literal : .value)
        }
        isInValue = false
    }

    /// Reads a member name and its colon. The name comes onto the tape with the colon, so that a name at fault is not
    /// taken for that of a value.
    private mutating func name(_ text: Span<UInt8>) throws(Fault) {
        guard try nextByte(text) == .quote else { throw unexpected(text, .name) }
        let start = at
        let hasEscapes = try string(text)
        let end = at
        guard try nextByte(text) == .colon else { throw unexpected(text, .colon) }
        at += 1
        nodes.append(
            Node(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1), kind: .string, hasEscapes: hasEscapes))
    }

    private mutating func open(_ kind: Value.Kind) throws(Fault) {
        guard depth < Document.maximumDepth else { throw Fault(element: .depth, offset: at) }
        depth += 1
        let index = nodes.count
        nodes.append(
            Node(start: UInt32(truncatingIfNeeded: at), end: 0, next: container, kind: kind, hasEscapes: false))
        container = UInt32(truncatingIfNeeded: index)
        at += 1
    }

    private mutating func close(_ text: Span<UInt8>) {
        depth -= 1
        at += 1
        let index = Int(container)
        container = nodes[index].next
        nodes[index].end = UInt32(truncatingIfNeeded: at)
        nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
        if nodes[index].kind == .object { findRepeatedNames(text, in: index) }
    }

    private mutating func append(_ kind: Value.Kind, from start: Int, hasEscapes: Bool = false) {
        nodes.append(
            Node(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at),
                next: UInt32(truncatingIfNeeded: nodes.count + 1), kind: kind, hasEscapes: hasEscapes))
    }

    private mutating func skipWhiteSpace(_ text: Span<UInt8>) {
        while at < text.count, text[at].isWhiteSpace { at += 1 }
    }

    /// The next byte that is no white space, which is not passed.
    private mutating func nextByte(_ text: Span<UInt8>) throws(Fault) -> UInt8 {
        skipWhiteSpace(text)
        guard at < text.count else { throw Fault(element: .unexpectedEnd, offset: text.count) }
        return text[at]
    }

    /// The fault of a byte that stands where `expected` must: something more helpful where the byte tells.
    private func unexpected(_ text: Span<UInt8>, _ expected: SyntaxError.Element) -> Fault {
        if text[at] == .slash, at + 1 < text.count, text[at + 1] == .slash || text[at + 1] == UInt8(ascii: "*") {
            return Fault(element: .comment, offset: at)
        }
        return switch ScalarSequence(text, at: at) {
        case .wellFormed: Fault(element: expected, offset: at)
        case .illFormed: Fault(element: .invalidUTF8, offset: at)
        case .cut: Fault(element: .unexpectedEnd, offset: text.count)
        }
    }
}

// MARK: Repeated names

extension Reader {
    /// Up to this many members, comparing each name with each other one is faster than hashing.
    private static var fewMembers: Int { 16 }

    private mutating func findRepeatedNames(_ text: Span<UInt8>, in object: Int) {
        let end = nodes.count
        var count = 0
        var hasEscapes = false
        var name = object + 1
        while name < end {
            count += 1
            hasEscapes = hasEscapes || nodes[name].hasEscapes
            name = Int(nodes[name + 1].next)
        }
        if count <= Self.fewMembers && !hasEscapes {
            compareNames(text, in: object)
        } else {
            hashNames(in: object, count: count)
        }
    }

    private mutating func compareNames(_ text: Span<UInt8>, in object: Int) {
        let end = nodes.count
        var name = object + 1
        while name < end {
            var earlier = object + 1
            while earlier < name {
                if Self.isEqual(text, nodes[earlier].range, nodes[name].range) {
                    repeats.append(Repeat(first: earlier, repeated: name))
                    break
                }
                earlier = Int(nodes[earlier + 1].next)
            }
            name = Int(nodes[name + 1].next)
        }
    }

    /// Linear whatever the names are: the hash is seeded anew in every process.
    private mutating func hashNames(in object: Int, count: Int) {
        let end = nodes.count
        var firsts: [Text: Int] = Dictionary(minimumCapacity: count)
        var name = object + 1
        while name < end {
            let text = nodes[name].text(in: source)
            if let first = firsts[text] {
                repeats.append(Repeat(first: first, repeated: name))
            } else {
                firsts[text] = name
            }
            name = Int(nodes[name + 1].next)
        }
    }

    private static func isEqual(_ text: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where text[left.lowerBound + index] != text[right.lowerBound + index] {
            return false
        }
        return true
    }
}
