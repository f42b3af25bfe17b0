import JSON

/// Collects what is found in one file while it is read. Lines and columns are worked out at the end, in one pass over
/// the text.
struct FindingList {
    /// How many errors, and how many other findings, are listed one by one: a file can have one per byte.
    static let limit = 1000
    /// Above this many bytes of a pointer a finding points to the nearest value around.
    private static let pointerLimit = 4096

    private(set) var hasErrors = false
    var isEmpty: Bool { drafts.isEmpty }
    private var drafts: [Draft] = []
    private var errorCount = 0
    private var otherCount = 0

    private struct Draft {
        let offset: Int
        let pointer: String
        let rule: Finding.Rule
        let severity: Finding.Severity
        let message: String
        let help: String
        /// Where the other place is that the message names last, in bytes from 0.
        let related: Int?
    }

    mutating func add(
        _ rule: Finding.Rule, as severity: Finding.Severity? = nil, at pointer: @autoclosure () -> Pointer, offset: Int,
        related: Int? = nil,
        _ message: @autoclosure () -> String, help: @autoclosure () -> String
    ) {
        add(rule, as: severity, at: pointer().string, offset: offset, related: related, message(), help: help())
    }

    /// - Parameters:
    ///   - severity: where the rule has two.
    ///   - pointer: RFC 6901.
    ///   - offset: in bytes from 0.
    ///   - related: where the other place is that the message speaks of; its line and column are added to the message.
    mutating func add(
        _ rule: Finding.Rule, as severity: Finding.Severity? = nil, at pointer: @autoclosure () -> String, offset: Int,
        related: Int? = nil,
        _ message: @autoclosure () -> String, help: @autoclosure () -> String
    ) {
        let severity = severity ?? rule.severity
        if severity == .error {
            hasErrors = true
            errorCount += 1
            guard errorCount <= Self.limit else { return }
        } else {
            otherCount += 1
            guard otherCount <= Self.limit else { return }
        }
        drafts.append(
            Draft(
                offset: offset, pointer: Self.bounded(pointer()), rule: rule, severity: severity,
                message: message(), help: help(), related: related))
    }

    /// The findings in order of their place.
    ///
    /// - Parameter bytes: the text, valid UTF-8.
    func findings(of file: String, _ bytes: [UInt8]) -> [Finding] {
        guard !drafts.isEmpty else { return [] }
        let places = Self.places(of: drafts.map(\.offset) + drafts.compactMap(\.related), in: bytes)
        var findings = drafts.enumerated().sorted { ($0.1.offset, $0.0) < ($1.1.offset, $1.0) }.map { _, draft in
            let place = places[draft.offset]
            var message = draft.message
            if let related = draft.related.flatMap({ places[$0] }) {
                message += " (line \(related.line), column \(related.column))"
            }
            return Finding(
                file: file, line: place?.line, column: place?.column, offset: draft.offset, pointer: draft.pointer,
                rule: draft.rule, severity: draft.severity, message: message, help: draft.help)
        }
        let hidden = max(errorCount - Self.limit, 0) + max(otherCount - Self.limit, 0)
        if hidden > 0 {
            findings.append(
                Finding(
                    file: file, rule: .tooManyFindings, severity: errorCount > Self.limit ? .error : .warning,
                    message:
                        "\(hidden) more findings are not listed (limit: \(Self.limit) errors, \(Self.limit) others)",
                    help: "Mend those that are listed and check again."))
        }
        return findings
    }

    /// Lines and columns as `Position` counts them, of many offsets in one pass.
    private static func places(of offsets: [Int], in bytes: [UInt8]) -> [Int: (line: Int, column: Int)] {
        var places: [Int: (line: Int, column: Int)] = [:]
        var line = 1
        var column = 1
        var index = 0
        for offset in offsets.sorted() {
            while index < min(offset, bytes.count) {
                let byte = bytes[index]
                let isBeforeLineFeed = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
                index += 1
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && !isBeforeLineFeed {
                    line += 1
                    column = 1
                } else if index == bytes.count || bytes[index] & 0xC0 != 0x80 {
                    // The last byte of a scalar.
                    column += 1
                }
            }
            places[offset] = (line, column)
        }
        return places
    }

    static func bounded(_ pointer: String) -> String {
        guard pointer.utf8.count > pointerLimit else { return pointer }
        let head = pointer.utf8.prefix(pointerLimit)
        return head.lastIndex(of: UInt8(ascii: "/")).map { String(pointer[..<$0]) } ?? ""
    }
}
