/// `X-Request-Id`: `[A-Za-z0-9._-]{1,128}`, safe to echo and to log.
package enum RequestID {
    package static func isValid(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        (1...128).contains(range.count) && range.allSatisfy { ByteSet.requestID.contains(bytes[$0]) }
    }
}
