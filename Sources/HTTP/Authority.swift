/// `uri-host [ ":" port ]` (RFC 9110 section 4.2, RFC 3986 section 3.2.2), without user information.
package enum Authority {
    /// Whether the bytes of `range` are one, with a host that is not empty and a port below 65,536.
    ///
    /// - Parameter needsPort: whether a port must be there, as for CONNECT (RFC 9110 section 9.3.6).
    package static func isValid(_ bytes: RawSpan, _ range: Range<Int>, needsPort: Bool = false) -> Bool {
        guard let host = endOfHost(bytes, range), host > range.lowerBound else { return false }
        guard host < range.upperBound else { return !needsPort }
        guard bytes[host] == Ascii.colon, !needsPort || host + 1 < range.upperBound else { return false }
        var port = 0
        for index in host + 1..<range.upperBound {
            guard bytes[index] &- 0x30 < 10 else { return false }
            port = port * 10 + Int(bytes[index] - 0x30)
            guard port < 65_536 else { return false }
        }
        return true
    }

    /// The authority in lower case without an empty port or the default one of `scheme`, as it stands in links.
    ///
    /// - Parameter bytes: a valid authority.
    package static func normalized(_ bytes: some Collection<UInt8>, scheme: String) -> String {
        let text = String(decoding: bytes.map { RawSpan.lowercased($0) }, as: UTF8.self)
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return text }
        let port = text[text.index(after: colon)...]
        let isDefault = (scheme == "http" && Int(port) == 80) || (scheme == "https" && Int(port) == 443)
        return port.isEmpty || isDefault ? String(text[..<colon]) : text
    }

    /// Where the host of a valid authority is, without its port: `[::1]` of `[::1]:80`.
    package static func hostRange(_ bytes: RawSpan, _ authority: Range<Int>) -> Range<Int> {
        guard let first = authority.first else { return authority }
        if bytes[first] == UInt8(ascii: "[") {
            let end = authority.first { bytes[$0] == UInt8(ascii: "]") }
            return first..<(end.map { $0 + 1 } ?? authority.upperBound)
        }
        return first..<(authority.first { bytes[$0] == Ascii.colon } ?? authority.upperBound)
    }

    private static func endOfHost(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        guard let first = range.first else { return nil }
        return bytes[first] == UInt8(ascii: "[")
            ? endOfAddress(bytes, range) : endOfRegisteredName(bytes, range)
    }

    /// `"[" IPv6address "]"`; the forms of later versions (`IPvFuture`) have no meaning yet and are none.
    private static func endOfAddress(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let start = range.lowerBound + 1
        var end = start
        while end < range.upperBound, ByteSet.address.contains(bytes[end]) { end += 1 }
        guard end < range.upperBound, bytes[end] == UInt8(ascii: "]"), isIPv6(bytes, start..<end) else { return nil }
        return end + 1
    }

    private static func isIPv6(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        range.contains { bytes[$0] == Ascii.colon } && IPAddress(bytes, range) != nil
    }

    private static func endOfRegisteredName(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] != Ascii.colon {
            if bytes[index] == Ascii.percent {
                guard index + 2 < range.upperBound, ByteSet.hexDigit.contains(bytes[index + 1]),
                    ByteSet.hexDigit.contains(bytes[index + 2])
                else { return nil }
                index += 3
            } else {
                guard ByteSet.registeredName.contains(bytes[index]) else { return nil }
                index += 1
            }
        }
        return index
    }
}
