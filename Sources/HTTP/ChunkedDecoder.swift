/// Decodes the chunked transfer coding (RFC 9112 section 7.1) from pieces of any size.
///
/// Extensions and trailers are checked and dropped; together with the size lines they may take no more than
/// `overheadLimit` bytes between one chunk's data and the next, so that a body of one-byte chunks passes and an endless
/// extension does not.
package struct ChunkedDecoder: Sendable {
    /// Bytes of a size line, or of the trailer section.
    package static let overheadLimit = 8_192

    package enum Failure: Error, Sendable, Equatable {
        case chunkSize
        case chunkExtension
        case chunkEnd
        case trailer
        case tooLong
    }

    package enum Event: Sendable, Equatable {
        /// Bytes of the body, by their range in the piece.
        case data(Range<Int>)
        /// The piece was taken whole and more is needed.
        case needsMore
        /// The body ended; `consumed` bytes of the piece belong to it.
        case end(consumed: Int)
    }

    private enum State: Sendable, Equatable {
        case size(digits: Int)
        case extensions
        case sizeLineFeed
        case data
        case dataCarriageReturn
        case dataLineFeed
        case trailerStart
        case trailerName
        case trailerValue
        case trailerLineFeed
        case finalLineFeed
        case ended
    }

    private var state = State.size(digits: 0)
    private var remaining = 0
    private var overhead = 0
    private var isQuoted = false
    private var isEscaped = false

    package init() {}

    /// The next event of the piece from `position` on, which is moved past what was taken.
    package mutating func next(_ bytes: RawSpan, _ position: inout Int) throws(Failure) -> Event {
        while position < bytes.byteCount {
            if state == .data {
                let count = min(remaining, bytes.byteCount - position)
                let data = position..<position + count
                position += count
                remaining -= count
                if remaining == 0 { state = .dataCarriageReturn }
                return .data(data)
            }
            let byte = bytes[position]
            position += 1
            try take(byte)
            if state == .ended { return .end(consumed: position) }
        }
        return .needsMore
    }

    private mutating func take(_ byte: UInt8) throws(Failure) {
        overhead += 1
        guard overhead <= Self.overheadLimit else { throw .tooLong }
        switch state {
        case .size(let digits): try size(byte, digits)
        case .extensions: try chunkExtension(byte)
        case .sizeLineFeed:
            guard byte == Ascii.lineFeed else { throw .chunkSize }
            if remaining > 0 {
                overhead = 0
                state = .data
            } else {
                overhead = 0
                state = .trailerStart
            }
        case .dataCarriageReturn:
            guard byte == Ascii.carriageReturn else { throw .chunkEnd }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == Ascii.lineFeed else { throw .chunkEnd }
            state = .size(digits: 0)
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed, .finalLineFeed: try trailer(byte)
        case .data, .ended: break
        }
    }

    private mutating func size(_ byte: UInt8, _ digits: Int) throws(Failure) {
        if let digit = Self.hexDigit(byte) {
            // Fifteen digits are below the maximum of Int; leading zeros count as digits, which no sender needs more of.
            guard digits < 15 else { throw .chunkSize }
            remaining = (digits == 0 ? 0 : remaining) << 4 | digit
            state = .size(digits: digits + 1)
            return
        }
        guard digits > 0 else { throw .chunkSize }
        switch byte {
        case Ascii.carriageReturn: state = .sizeLineFeed
        case Ascii.semicolon, Ascii.space, Ascii.tab: state = .extensions
        default: throw .chunkSize
        }
    }

    /// `*( BWS ";" BWS name [ BWS "=" BWS value ] )`: only that it is text, with its quoted strings closed, is checked.
    private mutating func chunkExtension(_ byte: UInt8) throws(Failure) {
        if byte == Ascii.carriageReturn, !isQuoted {
            state = .sizeLineFeed
            return
        }
        guard byte >= 0x20 && byte != 0x7f || byte == Ascii.tab else { throw .chunkExtension }
        if isEscaped {
            isEscaped = false
        } else if isQuoted, byte == Ascii.backslash {
            isEscaped = true
        } else if byte == Ascii.quote {
            isQuoted.toggle()
        }
    }

    /// Field lines that are dropped: none of them may frame or route (RFC 9110 section 6.5.1).
    private mutating func trailer(_ byte: UInt8) throws(Failure) {
        switch state {
        case .trailerStart where byte == Ascii.carriageReturn: state = .finalLineFeed
        case .trailerStart where ByteSet.token.contains(byte): state = .trailerName
        case .trailerName where byte == Ascii.colon: state = .trailerValue
        case .trailerName where ByteSet.token.contains(byte): break
        case .trailerValue where byte == Ascii.carriageReturn: state = .trailerLineFeed
        case .trailerValue where byte >= 0x20 && byte != 0x7f || byte == Ascii.tab: break
        case .trailerLineFeed where byte == Ascii.lineFeed: state = .trailerStart
        case .finalLineFeed where byte == Ascii.lineFeed: state = .ended
        default: throw .trailer
        }
    }

    private static func hexDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
