/// What stands before everything else on a connection from a proxy that speaks the PROXY protocol, in version 1 (a line)
/// or 2 (binary): whose connection it is (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt).
package struct ProxyHeader: Sendable, Equatable {
    package let source: Source
    /// Bytes that it takes.
    package let length: Int

    /// Who is at the other end of the proxy's own connection.
    package enum Source: Sendable, Equatable {
        case address(IPAddress)
        /// The proxy speaks for itself, as its health checks do.
        case proxy
        /// Somebody who has no address here, or whom the proxy cannot tell: nobody who is trusted.
        case unknown
    }

    package init(source: Source, length: Int) {
        self.source = source
        self.length = length
    }

    package enum Outcome: Sendable, Equatable {
        case complete(ProxyHeader)
        /// As far as it goes all of it belongs to a header.
        case partial
        /// The connection begins with something else.
        case absent
        /// A header that is none, or too long.
        case malformed
    }

    /// A longer one is malformed. The protocol allows 64 KiB of further values, of which none is read here.
    package static let maximumLength = 4096

    /// - Parameter bytes: from the beginning of the connection.
    package static func parse(_ bytes: RawSpan) -> Outcome {
        guard bytes.byteCount > 0 else { return .partial }
        if let isWhole = begins(bytes, with: signature) { return isWhole ? parseBinary(bytes) : .partial }
        if let isWhole = begins(bytes, with: name) { return isWhole ? parseLine(bytes) : .partial }
        return .absent
    }

    /// nil where the bytes begin with something else; otherwise whether all of the beginning is there.
    private static func begins(_ bytes: RawSpan, with beginning: [UInt8]) -> Bool? {
        let count = min(bytes.byteCount, beginning.count)
        guard (0..<count).allSatisfy({ bytes[$0] == beginning[$0] }) else { return nil }
        return count == beginning.count
    }

    // MARK: - Version 1

    private static let name = Array("PROXY ".utf8)
    /// With its CRLF (section 2.1).
    private static let maximumLineLength = 107

    private static func parseLine(_ bytes: RawSpan) -> Outcome {
        let end = (0..<min(bytes.byteCount, maximumLineLength)).first { bytes[$0] == Ascii.lineFeed }
        guard let end else { return bytes.byteCount < maximumLineLength ? .partial : .malformed }
        guard bytes[end - 1] == Ascii.carriageReturn else { return .malformed }
        let line = Array(name.count..<end - 1).map { bytes[$0] }
        let words = line.split(separator: Ascii.space, omittingEmptySubsequences: false)
        let isIPv4: Bool
        switch String(decoding: words[0], as: UTF8.self) {
        // Whatever else the line says is to be ignored.
        case "UNKNOWN": return .complete(ProxyHeader(source: .unknown, length: end + 1))
        case "TCP4": isIPv4 = true
        case "TCP6": isIPv4 = false
        default: return .malformed
        }
        guard words.count == 5, isPort(words[3]), isPort(words[4]), let source = address(words[1], isIPv4),
            address(words[2], isIPv4) != nil
        else { return .malformed }
        return .complete(ProxyHeader(source: .address(source), length: end + 1))
    }

    private static func address(_ word: ArraySlice<UInt8>, _ isIPv4: Bool) -> IPAddress? {
        guard word.contains(Ascii.colon) != isIPv4 else { return nil }
        return IPAddress(String(decoding: word, as: UTF8.self))
    }

    private static func isPort(_ word: ArraySlice<UInt8>) -> Bool {
        guard 1...5 ~= word.count, word.allSatisfy({ $0 &- 0x30 < 10 }), word.count == 1 || word.first != 0x30 else {
            return false
        }
        return word.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 65_535
    }

    // MARK: - Version 2

    private static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
    private static let fixedLength = 16

    private static func parseBinary(_ bytes: RawSpan) -> Outcome {
        guard bytes.byteCount >= fixedLength else { return .partial }
        let (version, command) = (bytes[12] >> 4, bytes[12] & 0xf)
        let (family, transport) = (bytes[13] >> 4, bytes[13] & 0xf)
        let addressLength = Int(bytes[14]) << 8 | Int(bytes[15])
        let length = fixedLength + addressLength
        guard version == 2, command <= 1, family <= 3, transport <= 2, length <= maximumLength else {
            return .malformed
        }
        guard bytes.byteCount >= length else { return .partial }
        // LOCAL: the proxy's own connection, whatever addresses it may name (section 2.2).
        guard command == 1 else { return .complete(ProxyHeader(source: .proxy, length: length)) }
        // Source and destination, then their ports.
        let addressBytes: Int
        switch family {
        case 1: addressBytes = 4
        case 2: addressBytes = 16
        case 3: return addressLength >= 216 ? .complete(ProxyHeader(source: .unknown, length: length)) : .malformed
        default: return .complete(ProxyHeader(source: .unknown, length: length))
        }
        guard addressLength >= 2 * addressBytes + 4 else { return .malformed }
        let source = IPAddress(bytes: (fixedLength..<fixedLength + addressBytes).map { bytes[$0] })
        return .complete(ProxyHeader(source: source.map { .address($0) } ?? .unknown, length: length))
    }
}
