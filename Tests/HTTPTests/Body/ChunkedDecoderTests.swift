import HTTP
import TestSupport
import Testing

@Suite struct `Chunked decoder` {
    private enum Result: Equatable {
        case whole(body: String, length: Int)
        case unfinished(body: String)
        case failed(ChunkedDecoder.Failure)
    }

    /// Decodes pieces, each given to the decoder until it is taken.
    private static func decode(_ pieces: [ArraySlice<UInt8>]) -> Result {
        var decoder = ChunkedDecoder()
        var body: [UInt8] = []
        var consumed = 0
        do {
            for piece in pieces.map(Array.init) {
                var position = 0
                piece: while true {
                    switch try decoder.next(piece.span.bytes, &position) {
                    case .data(let range): body += piece[range]
                    case .needsMore: break piece
                    case .end(let end): return .whole(body: text(body), length: consumed + end)
                    }
                }
                consumed += piece.count
            }
            return .unfinished(body: text(body))
        } catch {
            return .failed(error)
        }
    }

    /// Decodes it whole, cut in two at every place, and byte by byte: all must agree.
    private static func decode(_ coded: [UInt8]) throws -> Result {
        let whole = decode([coded[...]])
        for cut in 0...coded.count {
            try #require(decode([coded[..<cut], coded[cut...]]) == whole, "cut at \(cut): \(text(coded))")
        }
        try #require(decode(coded.indices.map { coded[$0...$0] }) == whole, "byte by byte: \(text(coded))")
        return whole
    }

    private static let whole: [(coded: String, body: String)] = [
        ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"),
        ("000\r\n\r\n", ""), ("0005\r\nhello\r\n0\r\n\r\n", "hello"),
        ("0".repeated(60) + "5\r\nhello\r\n" + "0".repeated(60) + "\r\n\r\n", "hello"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("0A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        ("1F\r\n" + "x".repeated(31) + "\r\n0\r\n\r\n", "x".repeated(31)),
        ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"), ("5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n"),
        ("3\r\n\0\u{7f}\u{ff}\r\n0\r\n\r\n", "\0\u{7f}\u{ff}"),
        // Extensions (section 7.1.1).
        ("1;a\r\nx\r\n0\r\n\r\n", "x"), ("1;a=b\r\nx\r\n0;c\r\n\r\n", "x"), ("1 ; a = b\r\nx\r\n0\t;\ta\r\n\r\n", "x"),
        ("1;a=\"b;c\"\r\nx\r\n0\r\n\r\n", "x"), ("1;a=\"\\\"\"\r\nx\r\n0\r\n\r\n", "x"),
        ("1;a=\"\\\\\";b\r\nx\r\n0\r\n\r\n", "x"), ("1;a=\"\t\u{80}\"\r\nx\r\n0\r\n\r\n", "x"),
        ("1;a=b;c=\"d\";e\r\nx\r\n0\r\n\r\n", "x"),
        // Trailers (section 7.1.2), which frame nothing.
        ("0\r\nA: b\r\n\r\n", ""), ("0\r\nA:\r\nB:\t c \r\n\r\n", ""), ("1\r\nx\r\n0\r\nA: \u{ff}\r\n\r\n", "x"),
        ("0\r\nContent-Length: 50\r\nTransfer-Encoding: chunked\r\nHost: b\r\n\r\n", ""),
    ]

    @Test(arguments: whole)
    func `a body is decoded however it is cut, and what follows is left`(coded: String, body: String) throws {
        let length = coded.unicodeScalars.count
        for rest in ["", "GET / HTTP/1.1\r\n\r\n"] {
            #expect(try Self.decode(bytes(coded + rest)) == .whole(body: body, length: length))
            #expect(ReferenceChunks(bytes(coded + rest)) == .whole(body: body, length: length))
        }
        for end in 0..<length {
            guard case .unfinished = Self.decode([bytes(coded)[..<end]]) else {
                Issue.record("\(end) bytes of \(coded.debugDescription) are not unfinished")
                continue
            }
        }
    }

    private static let refused: [(String, ChunkedDecoder.Failure)] = [
        ("0x5\r\nhello", .chunkSize), ("+5\r\nhello", .chunkSize), ("-5\r\nhello", .chunkSize),
        (" 5\r\nhello", .chunkSize),
        ("\t5\r\nhello", .chunkSize), ("\r\nhello", .chunkSize), ("g\r\nhello", .chunkSize),
        ("5g\r\nhello", .chunkSize),
        (";a\r\nhello", .chunkSize), ("5.\r\nhello", .chunkSize), ("5,5\r\nhello", .chunkSize), ("5_0\r\n", .chunkSize),
        ("\u{b2}\r\n", .chunkSize), ("5\0\r\n", .chunkSize), ("5\nhello", .chunkSize), ("5\rhello", .chunkSize),
        ("5\r\rhello", .chunkSize), ("\n", .chunkSize), ("5\u{b}\r\n", .chunkSize), ("-0\r\n\r\n", .chunkSize),
        // White space is there only for an extension to follow.
        ("5 6\r\nhello", .chunkExtension), ("5 a\r\nhello", .chunkExtension), ("5 \r\nhello", .chunkExtension),
        ("5\t\r\nhello", .chunkExtension), ("5 \"\r\nhello", .chunkExtension), ("0 0\r\n\r\n", .chunkExtension),
        // Sizes that do not fit.
        ("ffffffffffffffff\r\n", .chunkSize), ("10000000000000005\r\n", .chunkSize),
        ("8000000000000000\r\n", .chunkSize),
        ("7fffffffffffffff1\r\n", .chunkSize), ("f".repeated(100) + "\r\n", .chunkSize),
        ("1" + "0".repeated(16) + "\r\n", .chunkSize), ("00" + "f".repeated(16) + "\r\n", .chunkSize),
        // Extensions.
        ("5;a\0\r\nhello", .chunkExtension), ("5;a\nhello", .chunkExtension), ("5;a\u{7f}\r\n", .chunkExtension),
        ("5;a=\"b\r\nc\"\r\nhello", .chunkExtension), ("5;a=\"\n\"\r\nhello", .chunkExtension),
        ("5;a=\"b\\\r\nhello", .chunkExtension), ("5;a=\"b\r\nhello", .chunkExtension), ("5;a\r\rhello", .chunkSize),
        ("5;a\u{1}\r\n", .chunkExtension),
        // The end of the data.
        ("5\r\nhelloXX0\r\n\r\n", .chunkEnd), ("5\r\nhello\n0\r\n\r\n", .chunkEnd),
        ("5\r\nhello\r0\r\n\r\n", .chunkEnd),
        ("5\r\nhello world\r\n0\r\n\r\n", .chunkEnd), ("5\r\nhello0\r\n\r\n", .chunkEnd),
        ("5\r\nhello\r\n\r\n0\r\n\r\n", .chunkSize),
        // Trailers.
        ("0\r\n A: b\r\n\r\n", .trailer), ("0\r\nA : b\r\n\r\n", .trailer), ("0\r\nA\r\n\r\n", .trailer),
        ("0\r\n: b\r\n\r\n", .trailer), ("0\r\nA: b\n\r\n", .trailer), ("0\r\nA: b\r\n c\r\n\r\n", .trailer),
        ("0\r\nA: b\rB: c\r\n\r\n", .trailer), ("0\r\nA: \0\r\n\r\n", .trailer), ("0\r\n\n", .trailer),
        ("0\r\n\r\r", .trailer),
        ("0\r\nA: \u{7f}\r\n\r\n", .trailer), ("0\r\nGET / HTTP/1.1\r\n\r\n", .trailer), ("0\r\n0\r\n\r\n", .trailer),
    ]

    @Test(arguments: refused)
    func `a body that breaks the grammar is refused however it is cut`(
        coded: String, failure: ChunkedDecoder.Failure
    ) throws {
        #expect(try Self.decode(bytes(coded + "\r\n")) == .failed(failure))
    }

    @Test(arguments: [
        ("ffffffff", 1 << 32 - 1), ("100000000", 1 << 32), ("100000005", 1 << 32 + 5), ("7fffffff", Int(Int32.max)),
        ("80000000", 1 << 31), ("00000000000000000100000005", 1 << 32 + 5), ("fffffffffffffff", 1 << 60 - 1),
    ])
    func `a large size does not wrap`(size: String, count: Int) {
        // All that can come of the data is data: a size cut to its low bits would end it after a few bytes.
        let data = "x".repeated(100)
        #expect(count > 100)
        #expect(Self.decode([bytes("\(size)\r\n\(data)")[...]]) == .unfinished(body: data))
    }

    @Test func `size lines and trailers are limited and chunks are not`() {
        let limit = ChunkedDecoder.overheadLimit
        func result(_ coded: String) -> Result { Self.decode([bytes(coded)[...]]) }
        #expect(result("1;" + "a".repeated(limit - 4) + "\r\nx\r\n0\r\n\r\n") == .whole(body: "x", length: limit + 8))
        #expect(result("1;" + "a".repeated(limit - 3) + "\r\nx\r\n0\r\n\r\n") == .failed(.tooLong))
        #expect(result("1;" + "a".repeated(1_000_000)) == .failed(.tooLong))
        #expect(result("0".repeated(100_000)) == .failed(.tooLong))
        let trailer = "A:" + "b".repeated(limit - 6) + "\r\n"
        #expect(result("0\r\n\(trailer)\r\n") == .whole(body: "", length: limit + 3))
        #expect(result("0\r\n\(trailer)C") == .unfinished(body: ""))
        #expect(result("0\r\nb\(trailer)\r\n") == .failed(.tooLong))
        #expect(result("0\r\n" + "A: b\r\n".repeated(100_000)) == .failed(.tooLong))
        // Many extensions may not add up to what one may not have, unless there is data to sign.
        #expect(result("1;\("a".repeated(1_000))\r\nx\r\n".repeated(10)) == .failed(.tooLong))
        let signed = "400;signature=\("f".repeated(64))\r\n\("x".repeated(1_024))\r\n"
        #expect(result(signed.repeated(200)) == .unfinished(body: "x".repeated(204_800)))
        #expect(
            result("1\r\nx\r\n".repeated(20_000) + "0\r\n\r\n") == .whole(body: "x".repeated(20_000), length: 120_005))
    }

    @Test func `mutations are decoded as by the grammar`() throws {
        var generator = SeededGenerator(seed: 71)
        var counts = (whole: 0, refused: 0)
        for index in 0..<4_000 {
            let coded = mutated(bytes(Self.whole[index % Self.whole.count].coded), using: &generator)
            let result = try Self.decode(coded)
            switch ReferenceChunks(coded) {
            case .whole(let body, let length):
                counts.whole += 1
                try #require(result == .whole(body: body, length: length), "\(text(coded).debugDescription)")
            case .refused:
                counts.refused += 1
                guard case .failed = result else {
                    Issue.record("\(text(coded).debugDescription) gave \(result)")
                    return
                }
            case .unfinished:
                if case .whole = result { Issue.record("\(text(coded).debugDescription) gave \(result)") }
            }
        }
        #expect(counts.whole > 400 && counts.refused > 400, "the mutations tell too little: \(counts)")
    }
}
