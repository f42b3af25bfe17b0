/// The value of `traceparent`: `00-<trace id>-<span id>-<flags>` (W3C Trace Context, section 3.2).
package struct TraceContext {
    /// 32 hexadecimal digits.
    package let traceID: UnsafeRawBufferPointer
    /// 16 hexadecimal digits.
    package let spanID: UnsafeRawBufferPointer

    /// nil where it is not valid: then it is as if it had not been sent.
    package init?(_ value: UnsafeRawBufferPointer) {
        guard value.count >= 55, value[2] == Self.dash, value[35] == Self.dash, value[52] == Self.dash,
            Self.isHex(value[0..<2]), Self.isHex(value[3..<35]), Self.isHex(value[36..<52]), Self.isHex(value[53..<55]),
            // Version ff is none; version 00 ends here, a later one may go on.
            !value[0..<2].elementsEqual("ff".utf8),
            value.count == 55 || (!value[0..<2].elementsEqual("00".utf8) && value[55] == Self.dash),
            value[3..<35].contains(where: { $0 != Self.zero }), value[36..<52].contains(where: { $0 != Self.zero })
        else { return nil }
        traceID = UnsafeRawBufferPointer(rebasing: value[3..<35])
        spanID = UnsafeRawBufferPointer(rebasing: value[36..<52])
    }

    private static let dash = UInt8(ascii: "-")
    private static let zero = UInt8(ascii: "0")

    private static func isHex(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        bytes.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
    }
}
