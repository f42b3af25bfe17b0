/// The key that a request brings, in `Authorization: Bearer` (RFC 6750 section 2.1) or `X-API-Key`.
package enum PresentedKey: Sendable, Equatable {
    /// None, or credentials of another scheme.
    case none
    /// One, as a range of the head's bytes, in however many fields.
    case key(Range<Int>)
    /// Fields that do not agree.
    case conflicting
}

extension RequestHead {
    /// Looks for a key.
    ///
    /// - Parameter bytes: those that this head was parsed from.
    package func presentedKey(in bytes: RawSpan) -> PresentedKey {
        var presented = PresentedKey.none
        forEachField(in: bytes) { name, value in
            switch name.count {
            case 9 where bytes.equals("x-api-key", in: name):
                presented.meet(value, bytes)
            case 13 where bytes.equals("authorization", in: name):
                if let token = bytes.bearerToken(value) { presented.meet(token, bytes) }
            default:
                break
            }
        }
        return presented
    }
}

extension PresentedKey {
    fileprivate mutating func meet(_ other: Range<Int>, _ bytes: RawSpan) {
        guard case .key(let first) = self else {
            if self == .none { self = .key(other) }
            return
        }
        let isSame = first.count == other.count && zip(first, other).allSatisfy { bytes[$0] == bytes[$1] }
        if !isSame { self = .conflicting }
    }
}

extension RawSpan {
    /// What follows the scheme in any letter case (RFC 9110 section 11.1); empty where nothing does. nil for another
    /// scheme.
    fileprivate func bearerToken(_ value: Range<Int>) -> Range<Int>? {
        let end = value.first { self[$0] == Ascii.space || self[$0] == Ascii.tab } ?? value.upperBound
        guard equals("bearer", in: value.lowerBound..<end) else { return nil }
        return trimmed(end..<value.upperBound)
    }
}
