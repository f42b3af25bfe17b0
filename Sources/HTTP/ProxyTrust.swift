/// Which peers are proxies whose word counts, and in which fields it is looked for.
///
/// Which of several values counts:
///
/// - The client is the right-most address that is not itself trusted: each proxy appends the address that it was
///   reached from, so all to the right of it was written by trusted ones, and all to the left by anybody. What is no
///   address (`unknown`, `_hidden`) ends the walk at the proxy that wrote it.
/// - Of `Forwarded` an element is one proxy's word in whole, and its `for` says whose word the element to the left is.
///   So scheme and host are those of the left-most element that a trusted proxy wrote, the one that the client met;
///   where it is silent those of the next to the right.
/// - Of `X-Forwarded-Proto`, `-Host` and `-Prefix` only the right-most value counts. Some proxies append to them, some
///   replace them and some pass them on, so their values cannot be matched with the addresses; only the right-most
///   one is certain to come from the peer that is trusted, or from what it trusts itself.
package struct ProxyTrust: Sendable {
    package var proxies: [TrustedPeer]
    package var fields: ForwardedFields

    package init(
        proxies: [TrustedPeer] = [], fields: ForwardedFields = [.xForwardedFor, .xForwardedProto, .xForwardedHost]
    ) {
        self.proxies = proxies
        self.fields = fields
    }

    /// Whether nobody is trusted.
    package var isEmpty: Bool { proxies.isEmpty }

    package func includes(_ address: IPAddress) -> Bool {
        proxies.contains { if case .addresses(let range) = $0 { range.contains(address) } else { false } }
    }

    /// Whether who connects to a Unix domain socket is trusted.
    package var includesUnixSocket: Bool { proxies.contains(.unixSocket) }

    /// Where the client sent a request that a trusted proxy brought. What is not of its grammar is as if it had not
    /// been sent.
    ///
    /// - Parameters:
    ///   - scheme: of the connection.
    ///   - bytes: those that the head was parsed from.
    package func origin(of head: RequestHead, in bytes: RawSpan, on scheme: Scheme) -> RequestOrigin {
        var (schemeValue, host, prefix): (Range<Int>?, Range<Int>?, Range<Int>?)
        if fields.contains(.forwarded) {
            let word = forwarded(head, bytes)
            (schemeValue, host) = (word.scheme, word.host)
        } else {
            head.forEachField(in: bytes) { name, value in
                switch name.count {
                case 17 where fields.contains(.xForwardedProto) && bytes.equals("x-forwarded-proto", in: name):
                    schemeValue = bytes.lastElement(of: value)
                case 16 where fields.contains(.xForwardedHost) && bytes.equals("x-forwarded-host", in: name):
                    host = bytes.lastElement(of: value)
                case 18 where fields.contains(.xForwardedPrefix) && bytes.equals("x-forwarded-prefix", in: name):
                    prefix = bytes.lastElement(of: value)
                default:
                    break
                }
            }
        }
        var origin = RequestOrigin(of: head, on: scheme)
        if let schemeValue, let scheme = Scheme(bytes, schemeValue) { origin.scheme = scheme }
        if let host, Authority.isValid(bytes, host) { origin.authority = ByteRange(host) }
        if let prefix, PathPrefix.isValid(bytes, prefix) { origin.prefix = ByteRange(prefix) }
        return origin
    }

    /// The client of a request that a trusted proxy brought; nil where that proxy does not say who it is.
    package func client(of head: RequestHead, in bytes: RawSpan) -> IPAddress? {
        if fields.contains(.forwarded) { return forwarded(head, bytes).client }
        guard fields.contains(.xForwardedFor) else { return nil }
        var client: IPAddress?
        head.forEachLine(of: "x-forwarded-for", in: bytes) { line in
            var start = line.lowerBound
            while start <= line.upperBound {
                let end = (start..<line.upperBound).first { bytes[$0] == Ascii.comma } ?? line.upperBound
                meet(Self.address(bytes, bytes.trimmed(start..<end)), &client)
                start = end + 1
            }
        }
        return client
    }

    /// Takes the next address to the right into account: after the last one `client` is the right-most that is not
    /// trusted, or where all are the left-most, of those behind the last that was no address.
    private func meet(_ address: IPAddress?, _ client: inout IPAddress?) {
        guard let address else { return client = nil }
        if client == nil || !includes(address) { client = address }
    }

    /// What the trusted elements of `Forwarded` say together.
    private struct Word {
        var client: IPAddress?
        var scheme: Range<Int>?
        var host: Range<Int>?
    }

    /// A line that is malformed says nothing, and nothing to the left of it counts.
    private func forwarded(_ head: RequestHead, _ bytes: RawSpan) -> Word {
        var word = Word()
        head.forEachLine(of: "forwarded", in: bytes) { line in
            var elements = ForwardedElements(line)
            while true {
                switch elements.next(bytes) {
                case .end:
                    return
                case .malformed:
                    word = Word()
                    return
                case .element:
                    let address = elements.node.flatMap { Self.address(bytes, $0) }
                    meet(address, &word.client)
                    // Only a trusted proxy's address vouches for what stands to the left of it.
                    let isVouching = address.map(includes) ?? false
                    word.scheme = (isVouching ? word.scheme : nil) ?? elements.scheme
                    word.host = (isVouching ? word.host : nil) ?? elements.host
                }
            }
        }
        return word
    }

    /// `IPv4 [ ":" port ]`, `"[" IPv6 "]" [ ":" port ]`, or an IPv6 address alone; of the port (a number, or hidden) only
    /// that it is there counts.
    private static func address(_ bytes: RawSpan, _ range: Range<Int>) -> IPAddress? {
        guard let first = range.first else { return nil }
        if bytes[first] == UInt8(ascii: "[") {
            guard let end = range.first(where: { bytes[$0] == UInt8(ascii: "]") }),
                end + 1 == range.upperBound || bytes[end + 1] == Ascii.colon,
                (first..<end).contains(where: { bytes[$0] == Ascii.colon })
            else { return nil }
            return IPAddress(bytes, first + 1..<end)
        }
        let colons = range.count { bytes[$0] == Ascii.colon }
        guard colons == 1, let colon = range.first(where: { bytes[$0] == Ascii.colon }) else {
            return IPAddress(bytes, range)
        }
        return IPAddress(bytes, range.lowerBound..<colon)
    }
}

extension RawSpan {
    /// What follows the last comma of a list.
    fileprivate func lastElement(of value: Range<Int>) -> Range<Int> {
        let comma = value.last { self[$0] == Ascii.comma }
        return trimmed((comma.map { $0 + 1 } ?? value.lowerBound)..<value.upperBound)
    }
}
