import JSON
import TestSupport

/// All links of an answer, as they stand there: in its fields and in its body, by the type that it says it has.
struct LinkScan {
    private(set) var links: [String] = []
    /// What is wrong with the answer itself.
    private(set) var faults: [String] = []

    init(_ response: RawResponse) {
        links = [response["location"]].compactMap { $0 }
        links += response.fields.filter { $0.name == "link" }.flatMap { Self.inside("<", ">", of: $0.value) }
        let type = response["content-type"].map { String($0.prefix { $0 != ";" }) } ?? ""
        switch type {
        case "application/x-ndjson":
            for line in response.body.split(separator: UInt8(ascii: "\n")) { add(json: Array(line), type) }
        case "text/csv":
            add(csv: response.text)
        case "application/atom+xml":
            links += Self.inside("href=\"", "\"", of: response.text).map { $0.replacing("&amp;", with: "&") }
        case "text/markdown":
            let targets = Self.inside("](", ")", of: response.text)
            links += targets.map { $0.hasPrefix("<") && $0.hasSuffix(">") ? String($0.dropFirst().dropLast()) : $0 }
        case "application/json",
            _ where type.hasSuffix("+json"):
            add(json: response.body, type)
        case "", "text/plain", "image/svg+xml":
            break
        default:
            faults.append("no links are looked for in \(type)")
        }
    }

    private mutating func add(json: [UInt8], _ type: String) {
        guard let root = (try? Document(parsing: json))?.root else {
            faults.append("no JSON")
            return
        }
        // They speak of answers: what a link is called here is a link there.
        let isDescription = ["application/vnd.oai.openapi+json", "application/schema+json"].contains(type)
        if isDescription { add(description: root) } else { add(root) }
        // RFC 9457 section 3.1.1
        if type == "application/problem+json" { links.append(root["type"]?.text?.string ?? "no type") }
    }

    /// Strings that are addresses, and all that is a link by its name, whatever it looks like.
    private mutating func add(_ value: Value) {
        add(address: value)
        for element in value.elements { add(element) }
        for member in value.members {
            switch member.name.string {
            // Content of exports.
            case "sources", "unknown": continue
            case "links": links += member.value.members.compactMap { $0.value.text?.string }
            case "href", "anchor": links.append(member.value.text?.string ?? "no text")
            default: add(member.value)
            }
        }
    }

    /// Strings that are addresses, but not in examples: those are answers of another server.
    private mutating func add(description value: Value) {
        add(address: value)
        for element in value.elements { add(description: element) }
        for member in value.members where !["example", "examples"].contains(member.name.string) {
            add(description: member.value)
        }
    }

    private mutating func add(address value: Value) {
        guard let text = value.text?.string, text.hasPrefix("http://") || text.hasPrefix("https://") else { return }
        links.append(text)
    }

    private mutating func add(csv text: String) {
        let rows = Self.rows(of: text)
        guard let column = rows.first?.firstIndex(of: "url") else {
            faults.append("no column for addresses")
            return
        }
        for row in rows.dropFirst() {
            if row.indices.contains(column) {
                links.append(row[column])
            } else {
                faults.append("a row of \(row.count)")
            }
        }
    }

    /// The rows of CSV (RFC 4180).
    private static func rows(of text: String) -> [[String]] {
        var rows: [[String]] = []
        var row = [""]
        var isQuoted = false
        var wasQuote = false
        for character in text {
            defer { wasQuote = character == "\"" }
            switch character {
            case "\"":
                // Within a quoted cell a quote is written twice.
                if !isQuoted && wasQuote { row[row.count - 1].append("\"") }
                isQuoted.toggle()
            case "," where !isQuoted: row.append("")
            case "\r\n" where !isQuoted:
                rows.append(row)
                row = [""]
            default: row[row.count - 1].append(character)
            }
        }
        return rows
    }

    /// What stands between two marks, each time.
    private static func inside(_ start: String, _ end: String, of text: String) -> [String] {
        text.split(separator: start, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
        }
    }
}
