/// Decodes the chunked transfer coding (RFC 9112 section 7.1) from pieces of any size.
///
/// Extensions and trailers are checked and dropped. Of size lines and extensions `overheadLimit` bytes may come beyond
/// what each chunk is granted for itself, so that a body of one-byte chunks passes and neither an endless extension nor
/// many long ones do.
package struct ChunkedDecoder: Sendable {
    /// Bytes of size lines beyond what the chunks are granted, or of the trailer section.
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
        case size(isEmpty: Bool)
        case extensionStart
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

    private var state = State.size(isEmpty: true)
    private var remaining = 0
    private var overhead = 0
    private var isQuoted = false
    private var isEscaped = false

    package init() {}

    /// Bytes of the chunk under way that are still to come, as its size line says so far.
    package var announcedByteCount: Int { remaining }

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
        case .size(let isEmpty): try size(byte, isEmpty)
        case .extensionStart:
            guard byte != Ascii.semicolon else { return state = .extensions }
            guard byte == Ascii.space || byte == Ascii.tab else { throw .chunkExtension }
        case .extensions: try chunkExtension(byte)
        case .sizeLineFeed:
            guard byte == Ascii.lineFeed else { throw .chunkSize }
            if remaining > 0 {
                // Granted: 16 bytes, as a plain size line takes, and two for each byte of data. No overflow: see `size`.
                overhead = max(0, overhead - 16 - 2 * remaining)
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
            state = .size(isEmpty: true)
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed, .finalLineFeed: try trailer(byte)
        case .data, .ended: break
        }
    }

    private mutating func size(_ byte: UInt8, _ isEmpty: Bool) throws(Failure) {
        if let digit = Self.hexDigit(byte) {
            // Fifteen digits are below the maximum of Int. Leading zeros are as many as the line may have (section 7.1).
            guard remaining < 1 << 56 else { throw .chunkSize }
            remaining = remaining << 4 | digit
            state = .size(isEmpty: false)
            return
        }
        guard !isEmpty else { throw .chunkSize }
        switch byte {
        case Ascii.carriageReturn: state = .sizeLineFeed
        case Ascii.semicolon: state = .extensions
        // White space may only stand before an extension: others read `5 6` as another size.
        case Ascii.space, Ascii.tab: state = .extensionStart
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
