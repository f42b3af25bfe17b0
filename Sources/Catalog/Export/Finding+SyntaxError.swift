import JSON

extension Finding {
    /// What keeps a file from being JSON.
    init(_ error: SyntaxError, in source: SourceFile) {
        let position = Position(of: error.offset, in: source.bytes)
        let pointer = error.element == .depth ? Self.field(around: error.pointer) : error.pointer
        self.init(
            file: source.path, line: position.line, column: position.column, offset: position.offset,
            pointer: FindingList.bounded(pointer), rule: error.element.rule,
            message: "not valid JSON: \(error)", help: Self.help(for: error, in: source.bytes))
    }

    /// Cuts a pointer after the first name that the format does not have: the field that is nested too deep, not the
    /// place inside of it where that was noticed.
    private static func field(around pointer: String) -> String {
        let names = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        let depth =
            switch names.first {
            case "occupation", "sources": 2
            case "framework" where names.count > 3 && names[1] == "levels":
                names[3] == "statements" ? 5 : 4
            case "framework": names.count > 1 && names[1] == "levels" ? 3 : 2
            default: 1
            }
        return names.prefix(depth).map { "/\($0)" }.joined()
    }

    private static func help(for error: SyntaxError, in bytes: [UInt8]) -> String {
        let rest = bytes[min(error.offset, bytes.count)...]
        if ["<<<<<<<", "=======", ">>>>>>>"].contains(where: { rest.starts(with: $0.utf8) }) {
            return "Resolve the merge conflict that is written here."
        }
        if rest.first == 0 { return "There is a NUL byte: the file may be damaged; export again." }
        return error.element.help
    }
}

extension SyntaxError.Element {
    fileprivate var rule: Finding.Rule {
        switch self {
        case .empty: .emptyFile
        case .notUTF8, .invalidUTF8: .notUTF8
        case .loneSurrogate: .loneSurrogate
        case .depth: .nestedTooDeep
        case .size: .fileTooLarge
        case .unexpectedEnd, .controlCharacter, .escape, .literal, .number, .value, .name, .colon, .comma,
            .trailingComma, .comment, .extraData:
            .invalidJSON
        }
    }

    fileprivate var help: String {
        switch self {
        case .empty, .unexpectedEnd: "The file is not complete: copy or export it again."
        case .notUTF8(looksLike: .gzip), .notUTF8(looksLike: .zip), .notUTF8(looksLike: .zstandard):
            "Unpack the file."
        case .notUTF8, .invalidUTF8: "Save the file as UTF-8."
        case .controlCharacter: "Write it as an escape: \\n for a line feed."
        case .escape: "Write \\\\ for a backslash itself."
        case .loneSurrogate: "Write both halves of the pair, or the character itself."
        case .literal: "Use null where there is no value."
        case .number: "Write digits without leading zero or plus sign."
        case .value, .name, .colon, .comma: "Mend the JSON here."
        case .trailingComma: "Remove the comma."
        case .comment: "Remove the comment."
        case .extraData: "Keep one JSON value in a file."
        case .depth: "Put the values in fewer arrays and objects."
        case .size: "Split the file."
        }
    }
}
