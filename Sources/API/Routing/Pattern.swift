/// The path of a route: `/v1/frameworks/{soc}/levels/{level}`.
///
/// Grammar: `"/"`, or one or more of `"/" segment`, where a segment is a literal (unreserved characters of RFC 3986
/// section 2.3 and `:`) or a parameter, a name of `PathParameter` in braces. A parameter stands once in a pattern and
/// matches one whole segment that is not empty.
struct Pattern: Sendable {
    let text: String
    let segments: [Segment]

    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(PathParameter)
    }

    init(parsing text: String) throws(SyntaxError) {
        guard text.first == "/" else { throw .noSlash(text) }
        self.text = text
        var segments: [Segment] = []
        if text != "/" {
            for segment in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
                segments.append(try Self.parse(segment, after: segments))
            }
        }
        self.segments = segments
    }

    private static func parse(_ text: Substring, after segments: [Segment]) throws(SyntaxError) -> Segment {
        guard text.first == "{", text.last == "}" else {
            guard !text.isEmpty, text.utf8.allSatisfy(isLiteral) else { throw .badLiteral(String(text)) }
            return .literal(String(text))
        }
        guard let name = PathParameter(rawValue: String(text.dropFirst().dropLast())) else {
            throw .unknownParameter(String(text))
        }
        guard !segments.contains(.parameter(name)) else { throw .repeatedParameter(String(text)) }
        return .parameter(name)
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: ":"):
            true
        default:
            false
        }
    }

    enum SyntaxError: Error, Equatable {
        case noSlash(String)
        case badLiteral(String)
        case unknownParameter(String)
        case repeatedParameter(String)
    }
}

extension Pattern {
    /// In their order.
    var parameters: [PathParameter] {
        segments.compactMap { segment in
            if case .parameter(let name) = segment { name } else { nil }
        }
    }

    /// The values of the parameters where `path`, decoded segment by segment, is of this pattern.
    func match(_ path: [String]) -> [PathParameter: String]? {
        guard path.count == segments.count else { return nil }
        var values: [PathParameter: String] = [:]
        for (segment, value) in zip(segments, path) {
            switch segment {
            case .literal(let literal):
                guard literal == value else { return nil }
            case .parameter(let name):
                guard !value.isEmpty else { return nil }
                values[name] = value
            }
        }
        return values
    }
}

/// What a segment of a path can stand for.
enum PathParameter: String, Sendable {
    case soc, version, level, id, code, schema
}
