import JSON

/// Writes CommonMark block by block, each of one line or a list of such lines, with an empty line between blocks. All
/// text is escaped.
struct MarkdownWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    // MARK: - Blocks

    mutating func heading(_ depth: Int, _ text: Text) {
        beginBlock()
        bytes += String(repeating: "#", count: depth).utf8
        markup(" ")
        self.text(text)
        markup("\n")
    }

    /// Nothing where there is no text.
    mutating func paragraph(_ text: Text?) {
        guard let text else { return }
        paragraph { $0.text(text, startsBlock: true) }
    }

    mutating func paragraph(_ content: (inout MarkdownWriter) -> Void) {
        beginBlock()
        content(&self)
        markup("\n")
    }

    /// Lines with bullets; nothing where there are none.
    mutating func list<Elements: Collection>(
        _ elements: Elements, item: (Elements.Element, inout MarkdownWriter) -> Void
    ) {
        items(elements, mark: { _ in "- " }, item)
    }

    /// Lines with numbers from 1.
    mutating func numberedList<Elements: Collection>(
        _ elements: Elements, item: (Elements.Element, inout MarkdownWriter) -> Void
    ) {
        items(elements, mark: { "\($0). " }, item)
    }

    private mutating func items<Elements: Collection>(
        _ elements: Elements, mark: (Int) -> String, _ item: (Elements.Element, inout MarkdownWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        beginBlock()
        for (number, element) in zip(1..., elements) {
            bytes += mark(number).utf8
            item(element, &self)
            markup("\n")
        }
    }

    private mutating func beginBlock() {
        if !bytes.isEmpty { markup("\n") }
    }

    // MARK: - Within a line

    /// - Parameter startsBlock: nothing stands before it on its line but the mark of a list item.
    mutating func text(_ text: Text, startsBlock: Bool = false) {
        bytes += Markdown.escaped(text.utf8, startsBlock: startsBlock)
    }

    /// Text of ours, as it is.
    mutating func markup(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes += $0 }
    }

    /// - Parameter text: neither begins nor ends with white space, which would not be strong (section 6.2).
    mutating func strong(_ text: Text) {
        markup("**")
        self.text(text)
        markup("**")
    }

    /// A link that is shown as its address.
    ///
    /// - Parameter url: of RFC 3986, which has neither blanks nor angle brackets.
    mutating func link(_ url: String) {
        markup("[")
        text(Text(url))
        markup("](<")
        bytes += url.utf8
        markup(">)")
    }
}
