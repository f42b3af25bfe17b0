/// The head of a request as offsets into the bytes that it was read from (RFC 9112 sections 3 and 5).
///
/// It is trivial to copy and holds no bytes itself. Only the fields that the server asks for on every request are
/// indexed; all of them can be walked again with `forEachField`.
package struct RequestHead: Sendable, BitwiseCopyable {
    /// Bytes from the first of the buffer to the end of the empty line, an ignored empty line before it included.
    package internal(set) var length = 0
    package internal(set) var method = ByteRange()
    package internal(set) var knownMethod = KnownMethod.other
    /// The target as it was sent.
    package internal(set) var target = ByteRange()
    /// The target in origin form: the same, or what follows the authority of an absolute form. Empty where the
    /// absolute form has no path, or beginning with the question mark: `/` is meant (RFC 9110 section 4.2.3).
    package internal(set) var originForm = ByteRange()
    /// From the target in absolute form, else from `Host`; empty where neither is there (HTTP/1.0).
    package internal(set) var authority = ByteRange()
    /// Whether the target is an absolute form of the scheme https.
    package internal(set) var namesHTTPS = false
    /// 0 or 1; a higher one is answered as 1 (RFC 9110 section 2.5).
    package internal(set) var minorVersion: UInt8 = 1
    package internal(set) var framing = Framing.none
    package internal(set) var expectation = Expectation.none
    /// Whether the connection may be used again after the answer (RFC 9112 section 9.3).
    package internal(set) var isPersistent = true
    /// Where the first field line begins.
    var fieldsStart: UInt32 = 0

    // The value of the first line of each field that every request is asked for, and which came again.
    package internal(set) var accept = ByteRange()
    package internal(set) var acceptEncoding = ByteRange()
    package internal(set) var ifMatch = ByteRange()
    package internal(set) var ifNoneMatch = ByteRange()
    package internal(set) var ifModifiedSince = ByteRange()
    package internal(set) var ifUnmodifiedSince = ByteRange()
    package internal(set) var requestID = ByteRange()
    package internal(set) var present = FieldSet()
    package internal(set) var repeated = FieldSet()

    init() {}

    /// How the end of the body is found (RFC 9112 section 6.3).
    package enum Framing: Sendable, Equatable, BitwiseCopyable {
        case none
        case length(Int)
        case chunked
    }

    package enum Expectation: Sendable, BitwiseCopyable {
        case none
        case `continue`
        case unknown
    }

    /// The methods that the server treats by name; the router knows more.
    package enum KnownMethod: Sendable, BitwiseCopyable {
        case get
        case head
        case connect
        case options
        case other
    }

    /// Which of the indexed fields.
    package struct FieldSet: OptionSet, Sendable, BitwiseCopyable {
        package let rawValue: UInt16

        package init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        static let host = FieldSet(rawValue: 1 << 0)
        static let contentLength = FieldSet(rawValue: 1 << 1)
        static let transferEncoding = FieldSet(rawValue: 1 << 2)
        static let close = FieldSet(rawValue: 1 << 3)
        static let keepAlive = FieldSet(rawValue: 1 << 4)
        package static let accept = FieldSet(rawValue: 1 << 5)
        package static let acceptEncoding = FieldSet(rawValue: 1 << 6)
        package static let ifMatch = FieldSet(rawValue: 1 << 7)
        package static let ifNoneMatch = FieldSet(rawValue: 1 << 8)
        package static let ifModifiedSince = FieldSet(rawValue: 1 << 9)
        package static let ifUnmodifiedSince = FieldSet(rawValue: 1 << 10)
        package static let requestID = FieldSet(rawValue: 1 << 11)

        /// The fields that make a request conditional (RFC 9110 section 13.1).
        package static let preconditions: FieldSet = [.ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince]
    }
}

/// A range of bytes within 4 GiB.
package struct ByteRange: Sendable, BitwiseCopyable, Equatable {
    let start: UInt32
    let end: UInt32

    package init() {
        start = 0
        end = 0
    }

    package init(_ range: Range<Int>) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
    }

    package var range: Range<Int> { Int(start)..<Int(end) }
    package var isEmpty: Bool { start == end }
}

extension RequestHead {
    /// Calls `body` with the ranges of name and value of each field line, in order.
    ///
    /// - Parameter bytes: those that this head was parsed from.
    package func forEachField(in bytes: RawSpan, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void) {
        var position = Int(fieldsStart)
        while position + 2 < length {
            let end = bytes.endOfToken(from: position, to: length)
            let name = position..<end
            position = HeadParser.State.endOfValue(bytes, from: end + 1)
            body(name, bytes.trimmed(end + 1..<position))
            position += 2
        }
    }

    /// Calls `body` with the range of the value of each line of one field.
    ///
    /// - Parameter name: in lower case.
    package func forEachLine(of name: StaticString, in bytes: RawSpan, _ body: (Range<Int>) -> Void) {
        forEachField(in: bytes) { nameRange, value in
            if bytes.equals(name, in: nameRange) { body(value) }
        }
    }
}

extension String {
    /// Text of one character a byte (ISO 8859-1).
    package init(latin1 bytes: some Sequence<UInt8>) {
        self.init(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
