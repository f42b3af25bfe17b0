import HTTP
import TestSupport
import Testing

@Suite struct `Gzip members` {
    /// Bodies of several kinds and sizes: zlib stores, uses its fixed code, or makes codes of its own.
    private static let bodies: [[UInt8]] = {
        var generator = SeededGenerator(seed: 1952)
        func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let words = (0..<300).map { _ in text(random(6).map { 0x61 + $0 % 26 }) }
        let prose = (0..<15_000).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
        return [
            [], [0], bytes("hello"), [UInt8](repeating: 0x61, count: 100_000), random(1), random(70_000), bytes(prose),
        ]
    }()

    @Test func `the known checksum of the test comes out`() {
        #expect(Gunzip.crc32(bytes("123456789")) == 0xcbf4_3926)
    }

    @Test(arguments: bodies.indices)
    func `a body is one whole member that decodes to it`(index: Int) throws {
        let body = Self.bodies[index]
        let compressed = try #require(Gzip.compress(body))
        #expect(try Gunzip.decode(compressed) == body)
        #expect(Gzip.compress(body) == compressed, "the same body has the same bytes")
        // Neither a time nor a name: the bytes depend on the body alone.
        #expect(compressed[3..<8].elementsEqual([0, 0, 0, 0, 0]))
    }

    @Test func `what compresses is made smaller`() throws {
        let compressed = try #require(Gzip.compress(Self.bodies[3]))
        #expect(compressed.count < 500)
    }

    @Test func `the reader that judges finds every changed bit of the checksum and length`() throws {
        let compressed = try #require(Gzip.compress(bytes("hello")))
        for place in compressed.count - 8..<compressed.count {
            var damaged = compressed
            damaged[place] ^= 1
            #expect(throws: Gunzip.Failure.self) { try Gunzip.decode(damaged) }
        }
        #expect(throws: Gunzip.Failure.self) { try Gunzip.decode(Array(compressed.dropLast())) }
        #expect(throws: Gunzip.Failure.self) { try Gunzip.decode(compressed + [0]) }
    }
}

@Suite struct `Gzip streams` {
    /// Steps given one after the other, and nothing after the end.
    private final class Steps: BodyStream {
        private nonisolated(unsafe) var steps: ArraySlice<[UInt8]>
        private(set) nonisolated(unsafe) var isEnded = false

        init(_ steps: [[UInt8]]) {
            self.steps = steps[...]
        }

        func next() -> [UInt8]? {
            #expect(!isEnded, "a stream is not asked again after its end")
            let step = steps.popFirst()
            isEnded = step == nil
            return step
        }
    }

    private static func check(_ steps: [[UInt8]]) throws {
        let stream = try #require(GzipStream(wrapping: Steps(steps)))
        var whole: [UInt8] = []
        while let step = stream.next() {
            try #require(!step.isEmpty)
            try #require(step.count <= 65_536)
            whole += step
        }
        #expect(stream.next() == nil)
        let expected = steps.flatMap(\.self)
        #expect(try Gunzip.decode(whole) == expected)
    }

    @Test func `steps of any size give one member of all of them`() throws {
        var generator = SeededGenerator(seed: 1951)
        try Self.check([])
        try Self.check([bytes("a")])
        try Self.check((0..<50).map { bytes("step \($0) ").map { $0 } })
        for _ in 0..<10 {
            let steps = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                let letters = UInt8.random(in: 1...40, using: &generator)
                return (0..<Int.random(in: 1...3_000, using: &generator)).map { _ in
                    UInt8.random(in: 0..<letters, using: &generator)
                }
            }
            try Self.check(steps)
        }
    }

    @Test func `a step stays within 64 KiB also where nothing can be made smaller`() throws {
        var generator = SeededGenerator(seed: 64)
        let steps = (0..<5).map { index in
            (0..<(index == 0 ? 60_000 : 65_536)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        try Self.check(steps)
    }
}
