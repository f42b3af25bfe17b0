import HTTP

extension Refusal.Reason {
    /// What the parser's failure is to the client.
    init(_ failure: HeadParser.Failure, _ limits: HeadParser.Limits) {
        self =
            switch failure {
            case .emptyLines: .malformed("more than one empty line stands before the request line")
            case .method: .malformed("the method is not a token followed by one space")
            case .target:
                .malformed(
                    "the request target is in none of the forms of HTTP, or has a character that must be escaped")
            case .version: .malformed("the version is not HTTP/ digit . digit")
            case .fieldName: .malformed("a field name is not a token followed by a colon")
            case .fieldValue: .malformed("a field value has a control character")
            case .lineEnd: .malformed("a line does not end in CR LF")
            case .obsoleteFold: .malformed("a field line begins with white space")
            case .host: .malformed("Host is repeated or is no host with an optional port")
            case .missingHost: .malformed("HTTP/1.1 asks for a Host field")
            case .contentLength: .malformed("Content-Length is repeated or is no decimal number")
            case .transferEncoding:
                .malformed("chunked is not the last transfer coding, so the end of the body is unknown")
            case .conflictingFraming:
                .malformed("Transfer-Encoding stands beside Content-Length, or in a request of HTTP/1.0")
            case .versionNotSupported: .versionNotSupported
            case .unsupportedTransferCoding: .unsupportedTransferCoding
            case .headTooLarge: .headTooLarge(limit: limits.headBytes)
            case .targetTooLong: .targetTooLong(limit: limits.targetBytes)
            case .tooManyFields: .tooManyFields(limit: limits.fieldLines)
            }
    }
}

extension ChunkedDecoder.Failure {
    var phrase: String {
        switch self {
        case .chunkSize: "a chunk size is no hexadecimal number, or too large a one"
        case .chunkExtension: "what follows a chunk size is no chunk extension"
        case .chunkEnd: "the data of a chunk does not end in CR LF where its size says"
        case .trailer: "a trailer line is no field line"
        case .tooLong: "chunk extensions or trailers are too long"
        }
    }
}
