import Catalog

extension FindingReport {
    /// For people: what is wrong, the line that it is about, and how to mend it; then a line that counts.
    package func text(isColoured: Bool = false) -> String {
        findings.map { finding in
            let paint = isColoured ? finding.severity.paint : { $0 }
            let pointer = finding.pointer.isEmpty ? "" : " at \(escaped(finding.pointer))"
            let rest = OneLine.text("\(finding.message) [\(finding.rule.id)]\(pointer)")
            // No line is a command of a workflow of GitHub, whatever a file is called.
            let location = (finding.location.hasPrefix("::") ? "./" : "") + OneLine.text(finding.location)
            return "\(location): \(paint(finding.severity.rawValue)): \(rest)\n"
                + excerpt(of: finding, paint) + "    \(OneLine.text(finding.help))\n"
        }.joined() + counts + "\n"
    }

    /// The line with its number, and a caret below the place.
    private func excerpt(of finding: Finding, _ paint: (String) -> String) -> String {
        guard let excerpt = finding.excerpt, let line = finding.line else { return "" }
        let number = "\(line)"
        let margin = String(repeating: " ", count: number.count)
        let indent = String(repeating: " ", count: excerpt.column)
        return "  \(number) | \(excerpt.text)\n  \(margin) | \(indent)\(paint("^"))\n"
    }
}

extension Finding.Severity {
    /// Bold, in the colour that compilers use (ECMA-48 section 8.3.117).
    fileprivate func paint(_ text: String) -> String {
        let colour =
            switch self {
            case .error: 31
            case .warning: 33
            case .info: 36
            }
        return "\u{1B}[1;\(colour)m\(text)\u{1B}[0m"
    }
}
