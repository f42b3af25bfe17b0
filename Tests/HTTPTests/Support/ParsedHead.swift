import HTTP
import Testing

extension HeadParser.Limits {
    /// The server's defaults.
    static let standard = HeadParser.Limits(headBytes: 16_384, targetBytes: 8_192, fieldLines: 100)
}

/// What the parser says of some bytes, comparable.
enum Verdict: Equatable {
    case complete(length: Int)
    case partial
    case failed(HeadParser.Failure)

    init(_ bytes: some Collection<UInt8>, limits: HeadParser.Limits = .standard) {
        let bytes = Array(bytes)
        switch HeadParser.parse(bytes.span.bytes, limits: limits) {
        case .complete(let head): self = .complete(length: head.length)
        case .partial: self = .partial
        case .failed(let failure): self = .failed(failure)
        }
    }
}

/// A head with its offsets resolved to text.
struct ParsedHead {
    struct Field: Equatable {
        var name: String
        var value: String
    }

    private let bytes: [UInt8]
    let head: RequestHead
    let method: String
    let target: String
    let originForm: String
    let authority: String
    let fields: [Field]

    /// nil where the bytes are no complete head.
    init?(_ bytes: [UInt8], limits: HeadParser.Limits = .standard) {
        guard case .complete(let head) = HeadParser.parse(bytes.span.bytes, limits: limits) else { return nil }
        var fields: [Field] = []
        head.forEachField(in: bytes.span.bytes) { name, value in
            fields.append(Field(name: text(bytes[name]), value: text(bytes[value])))
        }
        self.bytes = bytes
        self.head = head
        method = text(bytes[head.method.range])
        target = text(bytes[head.target.range])
        originForm = text(bytes[head.originForm.range])
        authority = text(bytes[head.authority.range])
        self.fields = fields
    }

    init?(_ head: String) {
        self.init(HTTPTests.bytes(head))
    }

    /// The values of all lines of a field, joined by a comma (RFC 9110 section 5.3); nil where it is absent.
    func value(of name: StaticString) -> String? {
        var values: [String] = []
        head.forEachLine(of: name, in: bytes.span.bytes) { range in
            // obs-text need not be UTF-8.
            let value = bytes[range]
            values.append(String(validating: value, as: UTF8.self) ?? String(latin1: value))
        }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A whole head of HTTP/1.1 with a Host and these lines, each with its CRLF.
func request(_ lines: String, line: String = "GET / HTTP/1.1") -> String {
    "\(line)\r\nHost: a\r\n\(lines)\r\n"
}
