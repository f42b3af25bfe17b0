import Catalog

extension FindingReport {
    /// Workflow commands: GitHub shows each as an annotation at its line. Then a line that counts.
    package var github: String {
        findings.map { finding in
            var properties = [("file", finding.file)]
            if let line = finding.line { properties.append(("line", "\(line)")) }
            if let column = finding.column { properties.append(("col", "\(column)")) }
            properties.append(("title", finding.rule.id))
            let list = properties.map { "\($0)=\(Self.escapedProperty($1))" }.joined(separator: ",")
            let data = Self.escapedData("\(finding.message). \(finding.help)")
            // What GitHub does not escape could still steer the terminal of somebody who reads the log.
            return OneLine.text("::\(finding.severity.command) \(list)::\(data)") + "\n"
        }.joined() + counts + "\n"
    }

    /// As the toolkit of GitHub does it (`packages/core/src/command.ts`): a command ends with its line.
    private static func escapedData(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: String(scalar)
            }
        }.joined()
    }

    private static func escapedProperty(_ text: String) -> String {
        escapedData(text).unicodeScalars.map { scalar in
            switch scalar {
            case ":": "%3A"
            case ",": "%2C"
            default: String(scalar)
            }
        }.joined()
    }
}

extension Finding.Severity {
    fileprivate var command: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .info: "notice"
        }
    }
}
