import HTTP
import Testing

/// The value of a field is scanned eight bytes at a time: every byte at every place within the words, with
/// neighbours that could lend or borrow a bit.
@Suite struct `Scan of field values` {
    private static let fillers: [UInt8] = [0x61, 0x20, 0x09, 0x21, 0x7e, 0x80, 0xa0, 0xff]

    @Test(arguments: fillers)
    func `a control character is found at every place, and nothing else is taken for one`(filler: UInt8) throws {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<17 {
                for rest in [0, 1, 5, 8] {
                    let value =
                        [UInt8](repeating: filler, count: place) + [byte] + [UInt8](repeating: filler, count: rest)
                    // Ended by letters, so that trimming takes none of it away.
                    let head = bytes("GET / HTTP/1.0\r\nX:a") + value + bytes("z\r\n\r\n")
                    switch byte {
                    case 0x0a, 0x0d: try #require(Verdict(head) == .failed(.lineEnd), "byte \(byte) at \(place)")
                    case 0..<0x09, 0x0b..<0x20, 0x7f:
                        try #require(Verdict(head) == .failed(.fieldValue), "byte \(byte) at \(place)")
                    default:
                        let expected = "a" + text(value) + "z"
                        try #require(ParsedHead(head)?.fields.first?.value == expected, "byte \(byte) at \(place)")
                    }
                }
            }
        }
    }

    @Test func `a control character is found in the last bytes that have come`() {
        for control in [UInt8(0), 0x01, 0x08, 0x0a, 0x0b, 0x1f, 0x7f] {
            for place in 0..<20 {
                for rest in 0..<10 {
                    let start = bytes("GET / HTTP/1.0\r\nX:") + [UInt8](repeating: 0xff, count: place)
                    #expect(Verdict(start) == .partial)
                    let whole = start + [control] + [UInt8](repeating: 0x61, count: rest)
                    #expect(Verdict(whole) == .failed(control == 0x0a ? .lineEnd : .fieldValue))
                }
            }
        }
    }

    @Test func `many tabs do not hide what follows`() {
        for count in 0..<40 {
            let start = "GET / HTTP/1.0\r\nX:" + "\t".repeated(count)
            #expect(Verdict(bytes(start + "\r\n\r\n")) == .complete(length: 22 + count))
            #expect(Verdict(bytes(start + "\u{1}\r\n\r\n")) == .failed(.fieldValue))
        }
    }
}
