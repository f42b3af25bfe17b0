import ExportMutations
import Glibc

/// Tries mutations of the samples on all processors: `mutations COUNT [SEED]`
@main
struct Mutations {
    /// More than there are processors, so that none waits long for the last.
    private static let shares = 64

    static func main() async {
        let numbers = CommandLine.arguments.dropFirst().map(UInt64.init)
        guard 1...2 ~= numbers.count, let count = numbers[0],
            let seed = numbers.count == 2 ? numbers[1] : UInt64(UInt32.random(in: 0...UInt32.max))
        else {
            print("usage: mutations COUNT [SEED]")
            exit(2)
        }
        var loaded = 0
        var faults: [String] = []
        await withTaskGroup(of: Trial.self) { group in
            for share in 0..<UInt64(shares) {
                group.addTask { Trial(seeds: stride(from: seed + share, to: seed + count, by: shares)) }
            }
            for await trial in group {
                loaded += trial.loaded
                faults += trial.faults
            }
        }
        print("\(count) mutations from seed \(seed): \(loaded) loaded, \(faults.count) faults")
        for fault in faults.prefix(20) { print(fault) }
        exit(faults.isEmpty ? 0 : 1)
    }
}
