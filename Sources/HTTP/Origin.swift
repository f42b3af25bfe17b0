/// The origin of a page as browsers send it (RFC 6454 section 6.2): `https://www.example.org`, `http://localhost:3000`.
package struct Origin: Sendable, Hashable {
    package let text: String

    /// Takes what a browser could send, so that one that would never be met is found by who wrote it.
    package init(_ text: String) throws(Fault) {
        guard text != "null" else { throw .opaque }
        guard let mark = text.firstRange(of: "://") else { throw .scheme }
        let scheme = text[..<mark.lowerBound]
        let isScheme = scheme.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "+-.".utf8.contains(byte)
            }
        }
        guard isScheme, scheme.first?.isLetter == true else { throw .scheme }
        let authority = text[mark.upperBound...]
        guard !authority.contains(where: { "/?#".contains($0) }) else { throw .path }
        guard !authority.contains("*") else { throw .pattern }
        let bytes = Array(authority.utf8)
        guard Authority.isValid(bytes.span.bytes, bytes.indices) else { throw .authority }
        guard text == text.lowercased() else { throw .upperCase }
        guard Authority.normalized(bytes, scheme: String(scheme)) == authority else { throw .defaultPort }
        self.text = text
    }

    package enum Fault: Error, Sendable {
        case opaque
        case scheme
        case path
        case pattern
        case authority
        case upperCase
        case defaultPort
    }
}

extension Origin.Fault: CustomStringConvertible {
    /// What is wrong, as a phrase that follows the text of the origin.
    package var description: String {
        switch self {
        case .opaque: "is what every page without an origin of its own sends"
        case .scheme: "has no scheme, such as https://, before it"
        case .path: "has a path, or a slash at its end"
        case .pattern: "is a pattern: name each origin"
        case .authority: "has no host with an optional port"
        case .upperCase: "has upper-case letters, which browsers send in lower case"
        case .defaultPort: "has the default port of its scheme, which browsers leave out"
        }
    }
}
