import Threads

/// How many connections each client has open, over all workers. It exists only while that is limited.
final class ClientConnections: Sendable {
    private let shards = (0..<64).map { _ in Lock<[UInt64: Int]>([:]) }

    /// Counts one more, and returns how many there are.
    func open(_ client: UInt64) -> Int {
        shard(client).withLock { counts in
            counts[client, default: 0] += 1
            return counts[client, default: 0]
        }
    }

    func close(_ client: UInt64) {
        shard(client).withLock { counts in
            guard let count = counts[client] else { return }
            counts[client] = count > 1 ? count - 1 : nil
        }
    }

    private func shard(_ client: UInt64) -> Lock<[UInt64: Int]> {
        // Fibonacci hashing: neighbours' addresses differ in few bits.
        shards[Int((client &* 0x9e37_79b9_7f4a_7c15) >> 58)]
    }
}
