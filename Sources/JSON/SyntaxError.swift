/// What makes bytes no JSON text.
package struct SyntaxError: Error, Sendable, Equatable {
    package let element: Element
    /// Where it is, in bytes from 0; the length of the text when it ends too early.
    package let offset: Int
    /// The pointer (RFC 6901) of the innermost value that was being read: that of the object where a name is at fault,
    /// of the array or object where a comma is.
    package let pointer: String

    package init(element: Element, offset: Int, pointer: String) {
        self.element = element
        self.offset = offset
        self.pointer = pointer
    }

    /// The grammar element at fault.
    package enum Element: Sendable, Equatable {
        /// There is nothing, or white space only.
        case empty
        /// The text ends before the value does.
        case unexpectedEnd
        /// The text as a whole is in another encoding, or is no text.
        case notUTF8(looksLike: Encoding)
        /// A sequence of bytes that is no UTF-8: overlong, a surrogate, above U+10FFFF, or broken.
        case invalidUTF8
        /// U+0000 to U+001F in a string, not escaped.
        case controlCharacter
        /// A backslash that begins none of the escapes of RFC 8259 section 7.
        case escape
        /// Half of a surrogate pair as a `\u` escape: no character, it cannot be written as UTF-8.
        case loneSurrogate
        /// A word that is not `true`, `false` or `null`.
        case literal
        /// Digits that make no number of RFC 8259 section 6.
        case number
        /// No value begins here, where one must.
        case value
        /// No member name in quotes begins here, where one must.
        case name
        /// No colon follows the name.
        case colon
        /// Neither a comma nor the end of the array or object follows the value.
        case comma
        /// A comma before the end of an array or object.
        case trailingComma
        /// `//` or `/*`.
        case comment
        /// Something else than white space follows the value.
        case extraData
        /// More than ``Document/maximumDepth`` arrays and objects in each other.
        case depth
        /// 4 GiB or more.
        case size
    }
}

/// A phrase that goes on after "not valid JSON: ". It quotes nothing of the text, so it is safe on a terminal.
extension SyntaxError: CustomStringConvertible {
    package var description: String {
        switch element {
        case .empty: "no value (the text is empty or white space)"
        case .notUTF8(let encoding): "not UTF-8 (looks like \(encoding.rawValue))"
        case .size: "the text is longer than 4 GiB"
        default: "\(element.phrase) at byte \(offset)"
        }
    }
}

extension SyntaxError.Element {
    fileprivate var phrase: String {
        switch self {
        case .empty, .notUTF8, .size: ""  // They concern the text as a whole.
        case .unexpectedEnd: "unexpected end"
        case .invalidUTF8: "invalid UTF-8"
        case .controlCharacter: "control character in a string (write it as an escape)"
        case .escape: "unknown escape"
        case .loneSurrogate: "lone surrogate escape"
        case .literal: "a word that is not true, false or null (text needs double quotes)"
        case .number: "malformed number"
        case .value: "expected a value"
        case .name: "expected a member name in double quotes"
        case .colon: "expected a colon after the member name"
        case .comma: "expected a comma or the closing bracket"
        case .trailingComma: "trailing comma"
        case .comment: "comment (JSON has none)"
        case .extraData: "extra data after the value"
        case .depth: "more than \(Document.maximumDepth) nested arrays and objects"
        }
    }
}
