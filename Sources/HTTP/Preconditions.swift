/// Evaluates conditional requests (RFC 9110 section 13.2.2) against a representation of a GET or HEAD.
package enum Preconditions {
    package enum Verdict: Sendable, Equatable {
        case proceed
        /// 304
        case notModified
        /// 412
        case failed
    }

    /// - Parameters:
    ///   - bytes: those that `head` was parsed from.
    ///   - entityTag: the strong tag of the chosen representation with its quotes; empty where it has none.
    ///   - lastModified: seconds since 1970.
    ///   - now: seconds since 1970.
    package static func evaluate(
        _ head: RequestHead, in bytes: RawSpan, entityTag: UnsafeRawBufferPointer, lastModified: Int64?, now: Int64
    ) -> Verdict {
        if head.present.contains(.ifMatch) {
            guard matches(head, .ifMatch, "if-match", head.ifMatch, bytes, entityTag, strongly: true) else {
                return .failed
            }
        } else if head.present.contains(.ifUnmodifiedSince), let lastModified,
            let date = date(head, .ifUnmodifiedSince, head.ifUnmodifiedSince, bytes, now), lastModified > date
        {
            return .failed
        }
        if head.present.contains(.ifNoneMatch) {
            let isMatch = matches(
                head, .ifNoneMatch, "if-none-match", head.ifNoneMatch, bytes, entityTag, strongly: false)
            return isMatch ? .notModified : .proceed
        }
        if head.present.contains(.ifModifiedSince), let lastModified,
            let date = date(head, .ifModifiedSince, head.ifModifiedSince, bytes, now), lastModified <= date
        {
            return .notModified
        }
        return .proceed
    }

    /// A date that was sent twice is as good as none.
    private static func date(
        _ head: RequestHead, _ field: RequestHead.FieldSet, _ value: ByteRange, _ bytes: RawSpan, _ now: Int64
    ) -> Int64? {
        head.repeated.contains(field) ? nil : HTTPDate.parse(bytes, value.range, now: now)
    }

    private static func matches(
        _ head: RequestHead, _ field: RequestHead.FieldSet, _ name: StaticString, _ first: ByteRange,
        _ bytes: RawSpan, _ entityTag: UnsafeRawBufferPointer, strongly: Bool
    ) -> Bool {
        guard head.repeated.contains(field) else {
            return EntityTagList.contains(entityTag, bytes, first.range, strongly: strongly)
        }
        var isMatch = false
        head.forEachLine(of: name, in: bytes) { value in
            isMatch = isMatch || EntityTagList.contains(entityTag, bytes, value, strongly: strongly)
        }
        return isMatch
    }
}

/// The lists of `If-Match` and `If-None-Match` (RFC 9110 section 8.8.3).
enum EntityTagList {
    /// Whether the list is `*` or has the tag. What follows the first element that is no entity tag is passed over.
    ///
    /// - Parameter strongly: a weak tag in the list matches nothing; else `W/` is not compared (section 8.8.3.2).
    static func contains(
        _ tag: UnsafeRawBufferPointer, _ bytes: RawSpan, _ value: Range<Int>, strongly: Bool
    ) -> Bool {
        if value.count == 1, bytes[value.lowerBound] == Ascii.asterisk { return true }
        var index = value.lowerBound
        while index < value.upperBound {
            let byte = bytes[index]
            if byte == Ascii.comma || byte == Ascii.space || byte == Ascii.tab {
                index += 1
                continue
            }
            var isWeak = false
            if byte == UInt8(ascii: "W"), index + 1 < value.upperBound, bytes[index + 1] == Ascii.slash {
                isWeak = true
                index += 2
            }
            guard index < value.upperBound, bytes[index] == Ascii.quote else { return false }
            let start = index
            index += 1
            while index < value.upperBound, ByteSet.entityTag.contains(bytes[index]) || bytes[index] >= 0x80 {
                index += 1
            }
            guard index < value.upperBound, bytes[index] == Ascii.quote else { return false }
            index += 1
            if !(strongly && isWeak), equals(tag, bytes, start..<index) { return true }
        }
        return false
    }

    private static func equals(_ tag: UnsafeRawBufferPointer, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard tag.count == range.count else { return false }
        for index in range.indices where tag[index - range.lowerBound] != bytes[index] { return false }
        return true
    }
}
