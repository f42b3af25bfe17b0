/// The bytes that the grammar of RFC 8259 names.
extension UInt8 {
    static var quote: UInt8 { 0x22 }
    static var backslash: UInt8 { 0x5C }
    static var slash: UInt8 { 0x2F }
    static var comma: UInt8 { 0x2C }
    static var colon: UInt8 { 0x3A }
    static var openBrace: UInt8 { 0x7B }
    static var closeBrace: UInt8 { 0x7D }
    static var openBracket: UInt8 { 0x5B }
    static var closeBracket: UInt8 { 0x5D }
    static var minus: UInt8 { 0x2D }
    static var plus: UInt8 { 0x2B }
    static var point: UInt8 { 0x2E }
    static var zero: UInt8 { 0x30 }
    static var space: UInt8 { 0x20 }
    static var tab: UInt8 { 0x09 }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
    static var backspace: UInt8 { 0x08 }
    static var formFeed: UInt8 { 0x0C }

    /// Section 2 of RFC 8259.
    var isWhiteSpace: Bool {
        self == .space || self == .lineFeed || self == .carriageReturn || self == .tab
    }

    var isDigit: Bool { self &- .zero < 10 }

    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// 0 to 15, or nil where the byte is no hexadecimal digit.
    var hexadecimalValue: UInt16? {
        if isDigit { return UInt16(self &- .zero) }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? UInt16(letter) + 10 : nil
    }
}
