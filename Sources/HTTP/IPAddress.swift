import CLinux
import Glibc

/// An IPv4 or IPv6 address. An IPv4 address that is mapped into IPv6 (RFC 4291 section 2.5.5.2) is the IPv4 address.
package struct IPAddress: Sendable, Hashable, BitwiseCopyable {
    /// The 128 bits, IPv4 as its mapped form.
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Parameter bytes: 4 or 16 in the order of the network.
    package init?(bytes: some Collection<UInt8>) {
        func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        switch bytes.count {
        case 4: self.init(high: 0, low: Self.mapped | number(bytes))
        case 16: self.init(high: number(bytes.prefix(8)), low: number(bytes.suffix(8)))
        default: return nil
        }
    }

    /// The address in digits, without brackets, port or zone.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span.bytes, bytes.indices)
    }

    /// The address that `range` spells.
    init?(_ bytes: RawSpan, _ range: Range<Int>) {
        // A shorter text than the longest one; none has a zero, which would end it early.
        guard !range.isEmpty, range.count < Int(INET6_ADDRSTRLEN),
            range.allSatisfy({ ByteSet.address.contains(bytes[$0]) })
        else { return nil }
        let isIPv6 = range.contains { bytes[$0] == Ascii.colon }
        var address = in6_addr()
        let isRead = withUnsafeTemporaryAllocation(of: CChar.self, capacity: range.count + 1) { text in
            for index in range { text[index - range.lowerBound] = CChar(bitPattern: bytes[index]) }
            text[range.count] = 0
            return text.baseAddress.map { inet_pton(isIPv6 ? AF_INET6 : AF_INET, $0, &address) == 1 } ?? false
        }
        guard isRead else { return nil }
        let parsed = withUnsafeBytes(of: address) { IPAddress(bytes: $0.prefix(isIPv6 ? 16 : 4)) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// What tells one client from another: an IPv4 address, or the first 64 bits of an IPv6 address, behind which one
    /// client has all the addresses it likes.
    package var client: UInt64 {
        // Nobody's IPv6 address begins with 32 bits of 0.
        isIPv4 ? low & 0xffff_ffff : high
    }

    /// Whether only this machine has it: `127.0.0.0/8` or `::1`.
    package var isLoopback: Bool {
        isIPv4 ? low >> 24 & 0xff == 127 : high == 0 && low == 1
    }

    package var isIPv4: Bool {
        high == 0 && low >> 32 == Self.mapped >> 32
    }

    /// nil for IPv6.
    package var octetsOfIPv4: SIMD4<UInt8>? {
        guard isIPv4 else { return nil }
        func octet(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: low >> shift) }
        return SIMD4(octet(24), octet(16), octet(8), octet(0))
    }

    private static let mapped: UInt64 = 0xffff_0000_0000
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var bytes = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: &bytes) { bytes in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
                guard let start = bytes.baseAddress, let buffer = text.baseAddress,
                    inet_ntop(
                        isIPv4 ? AF_INET : AF_INET6, isIPv4 ? start + 12 : start, buffer, socklen_t(text.count)) != nil
                else { return "" }
                return String(cString: buffer)
            }
        }
    }
}

/// The addresses that begin with the same bits (RFC 4632, RFC 4291 section 2.3): `10.0.0.0/8`, `2001:db8::/32`, or one
/// address alone.
package struct AddressRange: Sendable, Hashable {
    private let base: IPAddress
    /// How many bits are equal, of 128.
    private let length: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        // Mapped addresses may be written with the length that IPv6 gives them.
        let isShort = address.isIPv4 && !parts[0].contains(":")
        var length = 128
        if parts.count > 1 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ $0 &- 0x30 < 10 }),
                let bits = Int(parts[1]), bits <= (isShort ? 32 : 128)
            else { return nil }
            length = isShort ? 96 + bits : bits
        }
        base = address
        self.length = length
    }

    /// No range of IPv6 holds an IPv4 address: `::/0` is all of IPv6.
    package func contains(_ address: IPAddress) -> Bool {
        guard address.isIPv4 == (base.isIPv4 && length >= 96) else { return false }
        return (address.high ^ base.high) & Self.mask(length) == 0
            && (address.low ^ base.low) & Self.mask(length - 64) == 0
    }

    private static func mask(_ bits: Int) -> UInt64 {
        bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
    }
}
