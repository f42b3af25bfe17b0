/// The grammar of RFC 9112 written down as plainly as possible, to judge the parser by: whole texts cut into lines,
/// lines cut into parts, parts compared with lists of characters. It knows no limits and no speed.
enum ReferenceHead: Equatable {
    case accepted(fields: [ParsedHead.Field])
    case refused
    /// There is no empty line yet: the parser may wait or refuse, but not accept.
    case unfinished

    init(_ input: [UInt8]) {
        var head = text(input).unicodeScalars.map(Character.init)[...]
        if head.starts(with: ["\r", "\n"]) { head = head.dropFirst(2) }
        guard !head.starts(with: ["\r", "\n"]) else {
            self = .refused
            return
        }
        guard let lines = Self.lines(head) else {
            self = .unfinished
            return
        }
        guard let line = Self.requestLine(lines[0]), let fields = Self.fields(lines.dropFirst()),
            Self.isFramed(fields, line.minorVersion), Self.isAddressed(fields, line)
        else {
            self = .refused
            return
        }
        self = .accepted(fields: fields)
    }

    /// The lines before the first empty one; nil where there is none.
    private static func lines(_ head: ArraySlice<Character>) -> [String]? {
        var lines: [String] = []
        var line = ""
        var rest = head
        while let character = rest.popFirst() {
            if character == "\r", rest.first == "\n" {
                rest.removeFirst()
                if line.isEmpty { return lines }
                lines.append(line)
                line = ""
            } else {
                line.unicodeScalars.append(contentsOf: character.unicodeScalars)
            }
        }
        return nil
    }

    private static func requestLine(_ line: String) -> (method: String, target: String, minorVersion: Int)? {
        let parts = line.unicodeScalars.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, isToken(parts[0]), !parts[1].isEmpty, parts[1].unicodeScalars.allSatisfy(isTarget),
            let minor = (0...9).first(where: { parts[2] == "HTTP/1.\($0)" })
        else { return nil }
        return (parts[0], parts[1], minor)
    }

    private static func fields(_ lines: ArraySlice<String>) -> [ParsedHead.Field]? {
        var fields: [ParsedHead.Field] = []
        for line in lines {
            let parts = line.unicodeScalars.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, isToken(String(parts[0])), parts[1].allSatisfy(isFieldText) else { return nil }
            var value = parts[1]
            while let first = value.first, first == " " || first == "\t" { value.removeFirst() }
            while let last = value.last, last == " " || last == "\t" { value.removeLast() }
            fields.append(ParsedHead.Field(name: String(parts[0]), value: String(value)))
        }
        return fields
    }

    private static func values(_ name: String, _ fields: [ParsedHead.Field]) -> [String] {
        fields.filter { $0.name.lowercased() == name }.map(\.value)
    }

    private static func isFramed(_ fields: [ParsedHead.Field], _ minorVersion: Int) -> Bool {
        let lengths = values("content-length", fields)
        let codings = values("transfer-encoding", fields)
        if codings.isEmpty {
            return lengths.isEmpty || lengths.count == 1 && isNumber(lengths[0])
        }
        return lengths.isEmpty && codings.map { $0.lowercased() } == ["chunked"] && minorVersion > 0
    }

    private static func isAddressed(
        _ fields: [ParsedHead.Field], _ line: (method: String, target: String, minorVersion: Int)
    ) -> Bool {
        let hosts = values("host", fields)
        guard hosts.count <= 1, hosts.allSatisfy(ReferenceAuthority.isValid), !hosts.isEmpty || line.minorVersion == 0
        else { return false }
        if line.method == "CONNECT" {
            // authority-form has a port (RFC 9112 section 3.2.3).
            return ReferenceAuthority.isValid(line.target) && ReferenceAuthority.hasPort(line.target)
        }
        if line.target == "*" { return line.method == "OPTIONS" }
        if line.target.hasPrefix("/") { return true }
        let lower = line.target.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return false }
        return ReferenceAuthority.isValid(String(lower.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }))
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { "0"..."9" ~= $0 }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-.^_`|~".contains(Character($0)) }
    }

    private static func isTarget(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7e).contains(scalar.value) && !"\"#<>".contains(Character(scalar))
    }

    private static func isFieldText(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar.value >= 0x20 && scalar.value != 0x7f
    }
}

func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
}
