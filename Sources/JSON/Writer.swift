/// Writes JSON with stable bytes: members in the order of the calls, no white space, only `"`, `\` and control
/// characters escaped (RFC 8259 section 7).
///
/// Commas are placed by the writer; that a name stands before every value of an object, and only there, is the caller's
/// part.
package struct Writer: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// A value has ended, so a comma stands before the next value or name.
    private var followsValue = false

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes `{`, what `content` writes, `}`.
    package mutating func object(_ content: (inout Writer) -> Void) {
        container(.openBrace, content, .closeBrace)
    }

    package mutating func array(_ content: (inout Writer) -> Void) {
        container(.openBracket, content, .closeBracket)
    }

    // The ends of containers that are written piece by piece: each beginning needs its end.

    package mutating func beginObject() { begin(.openBrace) }
    package mutating func endObject() { end(.closeBrace) }
    package mutating func beginArray() { begin(.openBracket) }
    package mutating func endArray() { end(.closeBracket) }

    /// Hands over what was written since the last time. The text goes on where it was.
    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// A member name; the next call writes its value.
    package mutating func name(_ name: StaticString) {
        beginValue()
        name.withUTF8Buffer { quoted($0) }
        endName()
    }

    /// A member name that comes from data.
    package mutating func name(_ name: Text) {
        beginValue()
        name.utf8.withUnsafeBufferPointer { quoted($0) }
        endName()
    }

    package mutating func string(_ string: String) {
        beginValue()
        var string = string
        string.withUTF8 { quoted($0) }
    }

    package mutating func string(_ text: Text) {
        beginValue()
        text.utf8.withUnsafeBufferPointer { quoted($0) }
    }

    package mutating func integer(_ integer: Int) {
        beginValue()
        let start = bytes.count
        var rest = integer.magnitude
        repeat {
            bytes.append(.zero + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        if integer < 0 { bytes.append(.minus) }
        bytes[start...].reverse()
    }

    package mutating func bool(_ bool: Bool) {
        verbatim(bool ? "true" : "false")
    }

    package mutating func null() {
        verbatim("null")
    }

    /// A value that is valid JSON already.
    package mutating func verbatim(_ json: some Collection<UInt8>) {
        beginValue()
        bytes.append(contentsOf: json)
    }

    /// A value that is valid JSON already, such as ``Value/verbatim``.
    package mutating func verbatim(_ json: Text) {
        beginValue()
        bytes.append(contentsOf: json.utf8)
    }

    // Members in one call; a nil value writes nothing: absent, never null.

    package mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    package mutating func member(_ name: StaticString, _ value: Text?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    package mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        self.name(name)
        integer(value)
    }

    package mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        self.name(name)
        bool(value)
    }

    private mutating func container(_ open: UInt8, _ content: (inout Writer) -> Void, _ close: UInt8) {
        begin(open)
        content(&self)
        end(close)
    }

    private mutating func begin(_ open: UInt8) {
        beginValue()
        bytes.append(open)
        followsValue = false
    }

    private mutating func end(_ close: UInt8) {
        bytes.append(close)
        followsValue = true
    }

    private mutating func verbatim(_ literal: StaticString) {
        beginValue()
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func beginValue() {
        if followsValue { bytes.append(.comma) }
        followsValue = true
    }

    private mutating func endName() {
        bytes.append(.colon)
        followsValue = false
    }
}

extension Writer {
    /// Copies whole runs between the bytes that need an escape: most strings are one run.
    private mutating func quoted(_ utf8: UnsafeBufferPointer<UInt8>) {
        let text = utf8.span
        bytes.append(.quote)
        var run = 0
        while run < text.count {
            let end = Self.endOfRun(text, from: run)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run..<end]))
            if end < text.count { escape(text[end]) }
            run = end + 1
        }
        bytes.append(.quote)
    }

    /// Where the next byte that needs an escape stands, or the end of the text.
    private static func endOfRun(_ text: Span<UInt8>, from start: Int) -> Int {
        var at = start
        while at + 8 <= text.count {
            let word = UInt64(text, at: at)
            let special = word.lanes(equalTo: .quote) | word.lanes(equalTo: .backslash) | word.lanes(below: 0x20)
            if special != 0 { return at + special.firstLane }
            at += 8
        }
        while at < text.count, text[at] >= 0x20, text[at] != .quote, text[at] != .backslash { at += 1 }
        return at
    }

    /// The two-character escapes of RFC 8259 section 7, and `\u00XX` for the other control characters.
    private mutating func escape(_ byte: UInt8) {
        bytes.append(.backslash)
        switch byte {
        case .quote, .backslash: bytes.append(byte)
        case .backspace: bytes.append(UInt8(ascii: "b"))
        case .formFeed: bytes.append(UInt8(ascii: "f"))
        case .lineFeed: bytes.append(UInt8(ascii: "n"))
        case .carriageReturn: bytes.append(UInt8(ascii: "r"))
        case .tab: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(UInt8(ascii: "u"))
            bytes.append(.zero)
            bytes.append(.zero)
            bytes.append(.zero + byte >> 4)
            let low = byte & 0xF
            bytes.append(low < 10 ? .zero + low : UInt8(ascii: "a") + low - 10)
        }
    }
}
