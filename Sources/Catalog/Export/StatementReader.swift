import JSON

/// Reads the statements of one framework, level by level, and gives them their ids.
struct StatementReader: ~Copyable {
    /// More in one level is unusual.
    static let limit = 500

    /// Elements of all levels, those included that are no statements.
    private(set) var elementCount = 0
    private let soc: SOC?
    private var hasher: StatementID.Hasher
    private var seen: [UInt64: Occurrence] = [:]

    /// The first statement with a hash.
    private struct Occurrence {
        let text: Text
        let level: String
        let offset: Int
        var count = 1
    }

    /// An element of an array of statements.
    private struct Element {
        let text: Text
        let scan: TextScan
        let level: String
        /// From 1.
        let position: Int
        let offset: Int
        let parent: Pointer
        // Made only where there is something to find: most statements are in order.
        var pointer: Pointer { parent.appending(position - 1) }
    }

    /// - Parameter soc: nil where it could not be read: then no statement has an id, but all are checked.
    init(soc: SOC?) {
        self.soc = soc
        hasher = StatementID.Hasher(soc)
        // Four levels of ten are usual.
        seen.reserveCapacity(40)
    }

    mutating func read(
        _ array: Value, level: String, at pointer: Pointer, in reader: inout ExportReader
    ) -> [Statement] {
        var statements: [Statement] = []
        var position = 0
        for value in array.elements {
            position += 1
            guard let text = value.text else {
                reader.refuse(value, at: pointer.appending(position - 1), name: "a statement", expected: "a string")
                continue
            }
            let element = Element(
                text: text, scan: TextScan(text), level: level, position: position, offset: value.range.lowerBound,
                parent: pointer)
            if let statement = read(element, in: &reader) { statements.append(statement) }
        }
        elementCount += position
        if position == 0 {
            reader.list.add(
                .emptyLevel, at: pointer, offset: array.range.lowerBound, "the level has no statement",
                help: "Leave the level out, or write its statements.")
        } else if position > Self.limit {
            reader.list.add(
                .manyStatements, at: pointer, offset: array.range.lowerBound,
                "\(position) statements at one level (more than \(Self.limit) is unusual)",
                help: "Check that they are what was meant.")
        }
        return statements
    }

    private mutating func read(_ element: Element, in reader: inout ExportReader) -> Statement? {
        let text = element.text
        let normalised = element.scan.isNormalised ? text : Normalisation.normalised(text)
        guard !normalised.isEmpty else {
            reader.list.add(
                .emptyStatement, at: element.pointer, offset: element.offset, "the statement is empty",
                help: "Write the statement, or remove it.")
            return nil
        }
        reader.check(element.scan, of: text, at: element.pointer, offset: element.offset, limit: .prose)
        if !element.scan.isNormalised && text.trimmed.count < text.count {
            reader.list.add(
                .untrimmedStatement, at: element.pointer, offset: element.offset,
                "white space at the beginning or end of the statement; kept", help: "Remove it.")
        }
        let parts = parts(of: element, in: &reader)
        let hash = hasher.hash(of: normalised)
        guard let occurrence = count(element, hash, normalised, in: &reader), let soc else { return nil }
        return Statement(
            id: StatementID(soc: soc, hash: hash, occurrence: occurrence), position: element.position,
            verbatim: text, parts: parts)
    }

    private func parts(of element: Element, in reader: inout ExportReader) -> (title: Text, text: Text)? {
        let text = element.text
        guard let separator = element.scan.separator else {
            reader.list.add(
                .missingSeparator, at: element.pointer, offset: element.offset,
                "no \" — \" between a title and a text: the statement is kept whole",
                help: "Put an em dash (U+2014) with a space on either side after the title.")
            return nil
        }
        let middle = text.range.lowerBound + separator
        let title = Text(text.bytes, in: text.range.lowerBound..<middle).trimmed
        // The separator has five bytes: an em dash of three between two spaces.
        let rest = Text(text.bytes, in: middle + 5..<text.range.upperBound).trimmed
        guard !title.isEmpty, !rest.isEmpty else {
            reader.list.add(
                .emptyPart, at: element.pointer, offset: element.offset,
                "nothing \(title.isEmpty ? "before" : "after") \" — \": the statement is kept whole",
                help: "Write a title before it and a text after it.")
            return nil
        }
        return (title, rest)
    }

    /// Which occurrence of its normalised text a statement is, from 1. nil, and an error, where another text has the
    /// same hash.
    private mutating func count(
        _ element: Element, _ hash: UInt64, _ normalised: Text, in reader: inout ExportReader
    ) -> Int? {
        guard var first = seen[hash] else {
            seen[hash] = Occurrence(text: element.text, level: element.level, offset: element.offset)
            return 1
        }
        guard Normalisation.normalised(first.text) == normalised else {
            reader.list.add(
                .statementIDCollision, at: element.pointer, offset: element.offset, related: first.offset,
                "the id of this statement is that of another one, at level \(quoted(first.level))",
                help: "Change a word of one of them: ids are hashes, and these two are equal by chance.")
            return nil
        }
        first.count += 1
        seen[hash] = first
        reader.list.add(
            .duplicateStatement, at: element.pointer, offset: element.offset, related: first.offset,
            "the same statement is at level \(quoted(first.level)) already; the id of this one ends in -\(first.count)",
            help: "Remove one of them.")
        return first.count
    }
}
