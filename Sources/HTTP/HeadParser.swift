/// Reads the head of a request: a pure function over the bytes that have come so far.
///
/// Stricter than RFC 9112 asks where leniency has been an attack: a bare CR or LF, an obs-fold, white space before the
/// colon or around the request line, a repeated `Host` or `Content-Length` are errors. One empty line before the
/// request line is ignored (section 2.2).
package enum HeadParser {
    package enum Outcome: Sendable {
        /// The head ends at `head.length`.
        case complete(RequestHead)
        /// The bytes are the beginning of a head.
        case partial
        case failed(Failure)
    }

    /// Bounds in bytes and lines.
    package struct Limits: Sendable {
        package var headBytes: Int
        package var targetBytes: Int
        package var fieldLines: Int

        package init(headBytes: Int, targetBytes: Int, fieldLines: Int) {
            self.headBytes = headBytes
            self.targetBytes = targetBytes
            self.fieldLines = fieldLines
        }
    }

    /// The element of the grammar at fault, or the limit that was passed.
    package enum Failure: Error, Sendable, Equatable {
        case emptyLines
        case method
        case target
        case version
        case fieldName
        case fieldValue
        case lineEnd
        case obsoleteFold
        case host
        case missingHost
        case contentLength
        case transferEncoding
        case conflictingFraming

        case versionNotSupported
        case unsupportedTransferCoding
        case headTooLarge
        case targetTooLong
        case tooManyFields
    }

    package static func parse(_ received: RawSpan, limits: Limits) -> Outcome {
        // What comes after the limit is not looked at, so that the outcome does not depend on how much of it has come.
        let bytes = received.extracting(first: limits.headBytes)
        var state = State(limits: limits)
        do {
            guard try state.requestLine(bytes), try state.fieldSection(bytes) else {
                guard bytes.byteCount == limits.headBytes else { return .partial }
                // The request line alone can pass the limit of the head; the target is what is too long then.
                return .failed(state.isInTarget ? .targetTooLong : .headTooLarge)
            }
            try state.finish(bytes)
            return .complete(state.head)
        } catch {
            return .failed(error)
        }
    }

    /// A parse under way: the position, and what was read.
    struct State {
        let limits: Limits
        var head = RequestHead()
        var position = 0
        var isInTarget = false
        var host = ByteRange()

        init(limits: Limits) {
            self.limits = limits
        }
    }
}

// MARK: - The request line, RFC 9112 section 3

extension HeadParser.State {
    /// false where the bytes end within the line.
    mutating func requestLine(_ bytes: RawSpan) throws(HeadParser.Failure) -> Bool {
        let count = bytes.byteCount
        if count > 0, bytes[0] == Ascii.carriageReturn {
            guard count > 1 else { return false }
            guard bytes[1] == Ascii.lineFeed else { throw .lineEnd }
            position = 2
            if count > 2, bytes[2] == Ascii.carriageReturn || bytes[2] == Ascii.lineFeed { throw .emptyLines }
        }

        let methodStart = position
        while position < count, ByteSet.token.contains(bytes[position]) { position += 1 }
        guard position < count else { return false }
        guard bytes[position] == Ascii.space, position > methodStart else { throw .method }
        head.method = ByteRange(methodStart..<position)
        head.knownMethod = Self.knownMethod(bytes, methodStart..<position)
        position += 1

        isInTarget = true
        let targetStart = position
        while position < count, ByteSet.target.contains(bytes[position]) { position += 1 }
        guard position - targetStart <= limits.targetBytes else { throw .targetTooLong }
        guard position < count else { return false }
        guard bytes[position] == Ascii.space, position > targetStart else { throw .target }
        head.target = ByteRange(targetStart..<position)
        isInTarget = false
        position += 1

        return try version(bytes)
    }

    /// `HTTP-version CRLF`, eight characters and two (section 2.3).
    private mutating func version(_ bytes: RawSpan) throws(HeadParser.Failure) -> Bool {
        let count = bytes.byteCount - position
        if count >= 10, bytes.word(at: position) == Self.version11, bytes[position + 8] == Ascii.carriageReturn,
            bytes[position + 9] == Ascii.lineFeed
        {
            return endRequestLine(minorVersion: 1)
        }
        let name: StaticString = "HTTP/"
        for index in 0..<10 {
            guard index < count else { return false }
            let byte = bytes[position + index]
            switch index {
            case 0..<5: guard byte == name.utf8Start[index] else { throw .version }
            case 6: guard byte == UInt8(ascii: ".") else { throw .version }
            case 8: guard byte == Ascii.carriageReturn else { throw byte == Ascii.lineFeed ? .lineEnd : .version }
            case 9: guard byte == Ascii.lineFeed else { throw .lineEnd }
            default: guard byte &- 0x30 < 10 else { throw .version }
            }
        }
        guard bytes[position + 5] == UInt8(ascii: "1") else { throw .versionNotSupported }
        return endRequestLine(minorVersion: bytes[position + 7] == UInt8(ascii: "0") ? 0 : 1)
    }

    /// `HTTP/1.1`, the first character in the lowest place.
    private static let version11: UInt64 = 0x312e_312f_5054_5448

    private mutating func endRequestLine(minorVersion: UInt8) -> Bool {
        head.minorVersion = minorVersion
        position += 10
        head.fieldsStart = UInt32(truncatingIfNeeded: position)
        return true
    }

    private static func knownMethod(_ bytes: RawSpan, _ range: Range<Int>) -> RequestHead.KnownMethod {
        // Methods are case-sensitive (RFC 9110 section 9.1).
        func matches(_ name: StaticString) -> Bool {
            range.allSatisfy { bytes[$0] == name.utf8Start[$0 - range.lowerBound] }
        }
        switch range.count {
        case 3: return matches("GET") ? .get : .other
        case 4: return matches("HEAD") ? .head : .other
        case 7: return matches("OPTIONS") ? .options : matches("CONNECT") ? .connect : .other
        default: return .other
        }
    }
}
