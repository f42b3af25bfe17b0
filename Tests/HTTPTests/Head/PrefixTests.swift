import HTTP
import TestSupport
import Testing

/// How the bytes are cut on their way must not change what they mean.
@Suite struct `Cut heads` {
    private static let heads: [String] = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET",
        "\r\nPOST /a?b HTTP/1.1\r\nHost: a:1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc",
        "GET http://b/c HTTP/1.0\r\nAccept: text/csv;q=0.5, */*\r\nIf-None-Match: \"a,b\", W/\"c\"\r\n\r\n",
        "PUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: [::1]:80\r\nConnection: a, close\r\n\r\n0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nX: \t \u{80}\u{ff} y \t\r\nY:\r\nHost: a\r\n\r\n",
        // Refused, each by another element.
        "\r\n\r\nGET / HTTP/1.1\r\n\r\n", "G(T / HTTP/1.1\r\n\r\n", "GET /\u{1} HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.11\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.1\r\nA : b\r\n\r\n", "GET / HTTP/1.1\r\nA: b\u{1}\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n", "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "\n",
        "\u{16}\u{3}\u{1}",
    ]

    /// Checks every prefix and returns the verdict of the whole.
    @discardableResult
    private func checkPrefixes(_ head: [UInt8], _ limits: HeadParser.Limits) throws -> Verdict {
        let whole = Verdict(head, limits: limits)
        var isDecided = false
        for length in 0...head.count {
            let verdict = Verdict(head[..<length], limits: limits)
            if verdict == .partial {
                try #require(!isDecided, "\(length) bytes of \(text(head)) take back what fewer said")
            } else {
                isDecided = true
                try #require(verdict == whole, "\(length) bytes of \(text(head)) say other than all")
            }
            if case .complete(let end) = whole { try #require(isDecided == (length >= end)) }
        }
        return whole
    }

    @Test(arguments: heads)
    func `a prefix is partial or has the verdict of the whole`(head: String) throws {
        try checkPrefixes(bytes(head), .standard)
    }

    @Test(arguments: heads)
    func `limits do not depend on how much has come`(head: String) throws {
        let head = bytes(head)
        for headBytes in 1...head.count + 1 {
            for targetBytes in [1, 3, 20] {
                try checkPrefixes(
                    head, HeadParser.Limits(headBytes: headBytes, targetBytes: targetBytes, fieldLines: headBytes % 4))
            }
        }
    }

    @Test func `mutations are decided by the same prefix`() throws {
        var generator = SeededGenerator(seed: 9112)
        for index in 0..<600 {
            try checkPrefixes(mutated(bytes(Self.heads[index % 5]), using: &generator), .standard)
        }
    }
}

@Suite struct `Parser and grammar` {
    private static let heads = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nPOST /a?b=%20 HTTP/1.1\r\nHost: a:1\r\nContent-Length: 30\r\nX-Y: z\r\n\r\nabc",
        "GET http://b/c HTTP/1.1\r\nHost: a\r\nAccept: text/csv;q=0.5, */*\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "PUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: [::1]:80\r\n\r\n0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nX: \t \u{80}\u{ff} y \t\r\nY:\r\nHost: a\r\n\r\n",
        "CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n",
    ]

    @Test(arguments: heads)
    func `accept and refuse the same mutations of a good head, with the same fields`(head: String) throws {
        var generator = SeededGenerator(seed: 9110)
        var accepted = 0
        for _ in 0..<3_000 {
            let input = mutated(bytes(head), using: &generator)
            let verdict = Verdict(input)
            switch ReferenceHead(input) {
            case .accepted(let fields):
                accepted += 1
                try #require(ParsedHead(input)?.fields == fields, "\(text(input)) is \(verdict)")
            case .refused:
                guard case .failed = verdict else {
                    Issue.record("\(text(input).debugDescription) is \(verdict)")
                    return
                }
            case .unfinished:
                if case .complete = verdict {
                    Issue.record("\(text(input).debugDescription) has no end")
                    return
                }
            }
        }
        #expect((60..<2_900).contains(accepted), "the mutations tell too little: \(accepted)")
    }
}
