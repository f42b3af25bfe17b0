import ExportMutations
import Testing

/// Whatever is done to an export, what is served is what it says, or it is refused with a place in it.
struct MutationTests {
    private static let shares: UInt64 = 16
    private static let firstSeed = Environment.seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
    private static let endSeed = firstSeed + (Environment.mutations ?? 1600)

    @Test(arguments: 0..<shares)
    func `a mutation is served as it says or refused within itself`(share: UInt64) {
        let seeds = stride(from: Self.firstSeed + share, to: Self.endSeed, by: Int(Self.shares))
        let trial = Trial(seeds: seeds)
        #expect(trial.faults == [])
        let count = Array(seeds).count
        // Neither side is trivial.
        #expect(count < 50 || (count / 10..<count * 9 / 10).contains(trial.loaded), "first seed \(Self.firstSeed)")
    }
}
