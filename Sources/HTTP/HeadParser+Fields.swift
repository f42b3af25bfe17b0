// MARK: - The field section, RFC 9112 section 5

extension HeadParser.State {
    /// false where the bytes end before the empty line.
    mutating func fieldSection(_ bytes: RawSpan) throws(HeadParser.Failure) -> Bool {
        let count = bytes.byteCount
        var lines = 0
        while true {
            guard position < count else { return false }
            if bytes[position] == Ascii.carriageReturn {
                guard position + 1 < count else { return false }
                guard bytes[position + 1] == Ascii.lineFeed else { throw .lineEnd }
                position += 2
                head.length = position
                return true
            }
            guard lines < limits.fieldLines else { throw .tooManyFields }
            guard try fieldLine(bytes) else { return false }
            lines += 1
        }
    }

    /// `field-name ":" OWS field-value OWS CRLF`.
    private mutating func fieldLine(_ bytes: RawSpan) throws(HeadParser.Failure) -> Bool {
        let count = bytes.byteCount
        let start = position
        let index = bytes.endOfToken(from: start, to: count)
        guard index < count else { return false }
        guard bytes[index] == Ascii.colon, index > start else {
            let isFold = index == start && (bytes[index] == Ascii.space || bytes[index] == Ascii.tab)
            throw isFold ? .obsoleteFold : bytes[index] == Ascii.lineFeed ? .lineEnd : .fieldName
        }
        let name = start..<index

        let end = Self.endOfValue(bytes, from: index + 1)
        guard end < count else { return false }
        guard bytes[end] == Ascii.carriageReturn else {
            throw bytes[end] == Ascii.lineFeed ? .lineEnd : .fieldValue
        }
        guard end + 1 < count else { return false }
        guard bytes[end + 1] == Ascii.lineFeed else { throw .lineEnd }
        position = end + 2
        try note(bytes, name: name, value: bytes.trimmed(index + 1..<end))
        return true
    }

    /// The first control character from `start` that is no tab: a CR in a good line. obs-text passes (RFC 9110
    /// section 5.5). Eight bytes at a time.
    @inline(__always)
    static func endOfValue(_ bytes: RawSpan, from start: Int) -> Int {
        let count = bytes.byteCount
        var index = start
        while index + 8 <= count {
            let word = bytes.word(at: index)
            let deleted = word ^ 0x7f7f_7f7f_7f7f_7f7f
            // The lowest bit set marks the first byte below 0x20 or equal to DEL; a borrow can only set higher ones.
            let controls = (word &- 0x2020_2020_2020_2020) & ~word | (deleted &- 0x0101_0101_0101_0101) & ~deleted
            let mask = controls & 0x8080_8080_8080_8080
            guard mask != 0 else {
                index += 8
                continue
            }
            index += mask.trailingZeroBitCount >> 3
            guard bytes[index] == Ascii.tab else { return index }
            index += 1
        }
        while index < count {
            let byte = bytes[index]
            if (byte < 0x20 && byte != Ascii.tab) || byte == 0x7f { return index }
            index += 1
        }
        return count
    }

    /// Notes the fields that framing, the connection and the answer cache ask for. Lengths of names tell most apart.
    private mutating func note(
        _ bytes: RawSpan, name: Range<Int>, value: Range<Int>
    ) throws(HeadParser.Failure) {
        switch name.count {
        case 4 where bytes.equals("host", in: name):
            guard !head.present.contains(.host) else { throw .host }
            head.present.insert(.host)
            host = ByteRange(value)
        case 6 where bytes.equals("accept", in: name):
            if isFirst(.accept) { head.accept = ByteRange(value) }
        case 6 where bytes.equals("expect", in: name):
            var elements = ListElements(value)
            while elements.next(bytes) {
                let isContinue = elements.isBare && bytes.equals("100-continue", in: elements.name)
                head.expectation = isContinue && head.expectation != .unknown ? .continue : .unknown
            }
        case 8 where bytes.equals("if-match", in: name):
            if isFirst(.ifMatch) { head.ifMatch = ByteRange(value) }
        case 10 where bytes.equals("connection", in: name):
            connection(bytes, value)
        case 12 where bytes.equals("x-request-id", in: name):
            if isFirst(.requestID) { head.requestID = ByteRange(value) }
        case 13 where bytes.equals("if-none-match", in: name):
            if isFirst(.ifNoneMatch) { head.ifNoneMatch = ByteRange(value) }
        case 14 where bytes.equals("content-length", in: name):
            guard !head.present.contains(.contentLength) else { throw .contentLength }
            head.present.insert(.contentLength)
            head.framing = .length(try Self.contentLength(bytes, value))
        case 15 where bytes.equals("accept-encoding", in: name):
            if isFirst(.acceptEncoding) { head.acceptEncoding = ByteRange(value) }
        case 17 where bytes.equals("transfer-encoding", in: name):
            guard !head.present.contains(.transferEncoding) else { throw .transferEncoding }
            head.present.insert(.transferEncoding)
            try Self.requireChunked(bytes, value)
        case 17 where bytes.equals("if-modified-since", in: name):
            if isFirst(.ifModifiedSince) { head.ifModifiedSince = ByteRange(value) }
        case 19 where bytes.equals("if-unmodified-since", in: name):
            if isFirst(.ifUnmodifiedSince) { head.ifUnmodifiedSince = ByteRange(value) }
        default:
            break
        }
    }

    private mutating func isFirst(_ field: RequestHead.FieldSet) -> Bool {
        guard head.present.contains(field) else {
            head.present.insert(field)
            return true
        }
        head.repeated.insert(field)
        return false
    }

    private mutating func connection(_ bytes: RawSpan, _ value: Range<Int>) {
        var elements = ListElements(value)
        while elements.next(bytes) {
            if bytes.equals("close", in: elements.name) { head.present.insert(.close) }
            if bytes.equals("keep-alive", in: elements.name) { head.present.insert(.keepAlive) }
        }
    }

    /// `1*DIGIT`, nothing else: lists of equal values are refused too. More than an `Int` holds is its maximum, which
    /// is over any limit.
    private static func contentLength(_ bytes: RawSpan, _ value: Range<Int>) throws(HeadParser.Failure) -> Int {
        guard !value.isEmpty else { throw .contentLength }
        var length = 0
        for index in value {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { throw .contentLength }
            let (tens, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit))
            length = overflow || carry ? Int.max : sum
        }
        return length
    }

    /// Only `chunked` alone is understood. Where it is not the last the length is unknowable (RFC 9112 section 6.3).
    private static func requireChunked(_ bytes: RawSpan, _ value: Range<Int>) throws(HeadParser.Failure) {
        if bytes.equals("chunked", in: value) { return }
        var elements = ListElements(value)
        var isChunkedLast = false
        while elements.next(bytes) {
            isChunkedLast = elements.isBare && bytes.equals("chunked", in: elements.name)
        }
        throw isChunkedLast ? .unsupportedTransferCoding : .transferEncoding
    }
}

// MARK: - What only the whole head tells

extension HeadParser.State {
    mutating func finish(_ bytes: RawSpan) throws(HeadParser.Failure) {
        if head.present.contains(.transferEncoding) {
            // A sender that means both is wrong about one, and HTTP/1.0 has no transfer codings (section 6.1).
            guard !head.present.contains(.contentLength), head.minorVersion > 0 else { throw .conflictingFraming }
            head.framing = .chunked
        }
        if head.minorVersion == 0, head.expectation == .continue {
            head.expectation = .none  // RFC 9110 section 10.1.1
        }
        head.isPersistent =
            !head.present.contains(.close) && (head.minorVersion > 0 || head.present.contains(.keepAlive))
        try target(bytes)
    }

    /// The four forms of section 3.2, and the host that is meant.
    private mutating func target(_ bytes: RawSpan) throws(HeadParser.Failure) {
        let target = head.target.range
        if head.present.contains(.host) {
            guard Authority.isValid(bytes, host.range) else { throw .host }
            head.authority = host
        } else if head.minorVersion > 0 {
            throw .missingHost
        }
        head.originForm = head.target
        if head.knownMethod == .connect {
            // authority-form: there is nothing after it that could be served.
            guard Authority.isValid(bytes, target, needsPort: true) else { throw .target }
            head.isPersistent = false
        } else if bytes[target.lowerBound] == Ascii.asterisk {
            guard target.count == 1, head.knownMethod == .options else { throw .target }
        } else if bytes[target.lowerBound] != Ascii.slash {
            let authority = try absoluteForm(bytes, target)
            head.authority = ByteRange(authority)
            head.originForm = ByteRange(authority.upperBound..<target.upperBound)
        }
    }

    /// The authority of `http://authority/path`; it takes the place of `Host` (section 3.2.2).
    private mutating func absoluteForm(
        _ bytes: RawSpan, _ target: Range<Int>
    ) throws(HeadParser.Failure) -> Range<Int> {
        func begins(with scheme: StaticString) -> Bool {
            let length = scheme.utf8CodeUnitCount
            return target.count >= length
                && bytes.equals(scheme, in: target.lowerBound..<target.lowerBound + length)
        }
        head.namesHTTPS = begins(with: "https://")
        guard head.namesHTTPS || begins(with: "http://") else { throw .target }
        let start = target.lowerBound + (head.namesHTTPS ? 8 : 7)
        var end = start
        while end < target.upperBound, bytes[end] != Ascii.slash, bytes[end] != Ascii.questionMark { end += 1 }
        guard Authority.isValid(bytes, start..<end) else { throw .target }
        return start..<end
    }
}
