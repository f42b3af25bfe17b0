/// `uri-host [ ":" port ]` of RFC 3986 section 3.2.2 by splitting texts, without `IPvFuture`, with a host that is not
/// empty and a port below 65,536.
enum ReferenceAuthority {
    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("[") {
            let parts = text.dropFirst().split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && isIPv6(String(parts[0]))
                && (parts[1].isEmpty || parts[1].first == ":" && isPort(String(parts[1].dropFirst())))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        return parts.count <= 2 && isRegisteredName(parts.first ?? "") && (parts.count < 2 || isPort(parts[1]))
    }

    /// Whether a port that is not empty ends a valid text.
    static func hasPort(_ text: String) -> Bool {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return false }
        return text.index(after: colon) < text.endIndex
    }

    private static func isPort(_ text: String) -> Bool {
        let digits = text.drop { $0 == "0" }
        return text.unicodeScalars.allSatisfy { "0"..."9" ~= $0 }
            && (digits.isEmpty || digits.count <= 5 && (Int(digits) ?? .max) <= 65_535)
    }

    private static func isRegisteredName(_ text: String) -> Bool {
        var rest = Array(text.unicodeScalars)[...]
        guard !rest.isEmpty else { return false }
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexDigit) else { return false }
                rest.removeFirst(2)
            } else if !isLetterOrDigit(scalar), !"-._~!$&'()*+,;=".unicodeScalars.contains(scalar) {
                return false
            }
        }
        return true
    }

    /// Eight groups of up to four hexadecimal digits, the last two perhaps as an IPv4 address, with at most one `::`
    /// in the place of one or more groups.
    private static func isIPv6(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        let gaps = scalars.indices.dropLast().filter { scalars[$0] == ":" && scalars[$0 + 1] == ":" }
        switch gaps.count {
        case 0: return groups(scalars[...], isLast: true) == 8
        case 1:
            guard let left = groups(scalars[..<gaps[0]], isLast: false),
                let right = groups(scalars[(gaps[0] + 2)...], isLast: true)
            else { return false }
            return left + right <= 7
        default: return false
        }
    }

    /// How many groups stand there, or nil where one is none.
    private static func groups(_ scalars: ArraySlice<Unicode.Scalar>, isLast: Bool) -> Int? {
        guard !scalars.isEmpty else { return 0 }
        let parts = scalars.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, isIPv4(part) {
                count += 2
            } else {
                guard (1...4).contains(part.count), part.allSatisfy(isHexDigit) else { return nil }
                count += 1
            }
        }
        return count
    }

    /// Four numbers to 255 without leading zeros.
    private static func isIPv4(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let parts = scalars.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (0...255).contains { Array(String($0).unicodeScalars)[...] == part }
            }
    }

    private static func isHexDigit(_ scalar: Unicode.Scalar) -> Bool {
        "0"..."9" ~= scalar || "a"..."f" ~= scalar || "A"..."F" ~= scalar
    }
}
