import Testing

@testable import Server

@Suite struct `The slab` {
    @Test func `an idle connection is at most 128 bytes`() {
        #expect(MemoryLayout<Connection>.stride <= 128)
    }

    @Test func `a slot that is used again has another generation`() {
        var slab = Slab()
        let slots = (0..<100).map { slab.insert(Int32($0)) }
        #expect(slots == Array(0..<100))
        let generation = slab[7].pointee.generation
        slab.remove(7)
        #expect(slab[7].pointee.phase == .free)
        #expect(slab.insert(200) == 7)
        #expect(slab[7].pointee.generation != generation)
        #expect(slab.count == 100)
    }
}
