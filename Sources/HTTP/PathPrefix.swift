/// What a proxy puts before every path: `^(/[A-Za-z0-9._~-]+)*$`.
package enum PathPrefix {
    package static func isValid(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == Ascii.slash else { return false }
            let start = index + 1
            index = start
            while index < range.upperBound, ByteSet.unreserved.contains(bytes[index]) { index += 1 }
            // A dot segment would be removed by clients (RFC 3986 section 5.2.4).
            let isDots = index - start <= 2 && (start..<index).allSatisfy { bytes[$0] == UInt8(ascii: ".") }
            guard !isDots else { return false }
        }
        return true
    }

    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isValid(bytes.span.bytes, bytes.indices)
    }
}
