import Synchronization
import Threads

/// The buckets of all clients, over all workers. They exist only while rates are limited.
///
/// There are so many and never more: each client has its bucket in one set of 16, and one who is new takes the place of
/// the fullest there. A full bucket holds nothing that a new one does not. What is in use is emptied faster than it fills,
/// so it stays, unless 16 others of the same set, whom nobody can choose, were emptied further.
final class ClientRates: Sendable {
    let limit: RateLimit
    private let refusals = Atomic<Int>(0)
    private let shards: [Lock<[Entry]>]

    static let shardCount = 64
    private static let setsPerShard = 64
    private static let setSize = 16
    /// How many buckets there are.
    static let capacity = shardCount * setsPerShard * setSize

    /// Whose bucket it is.
    enum Client: Hashable, Sendable {
        /// `IPAddress.client`; 0 is whoever has no address.
        case address(UInt64)
        /// The first 64 bits of the hash of a key.
        case key(UInt64)
    }

    private struct Entry {
        var client = Client.address(0)
        var bucket = TokenBucket()
    }

    init(_ limit: RateLimit) {
        self.limit = limit
        shards = (0..<Self.shardCount).map { _ in
            Lock(Array(repeating: Entry(), count: Self.setsPerShard * Self.setSize))
        }
    }

    /// Requests that were refused.
    var refusedCount: Int { refusals.load(ordering: .relaxed) }

    /// How many clients are known.
    var count: Int {
        shards.reduce(0) { sum, shard in sum + shard.withLock { $0.count { $0.bucket != TokenBucket() } } }
    }

    /// Takes a request out of the bucket of a client.
    ///
    /// - Parameter now: nanoseconds of the monotonic clock.
    func take(_ client: Client, at now: Int64) -> Quota {
        // Seeded for each process, so that nobody can choose clients that share a set.
        let hash = UInt(bitPattern: client.hashValue)
        let start = Int(hash / UInt(Self.shardCount) % UInt(Self.setsPerShard)) * Self.setSize
        let quota = shards[Int(hash % UInt(Self.shardCount))].withLock { [limit] entries in
            var place = start
            for index in start..<start + Self.setSize {
                if entries[index].client == client {
                    place = index
                    break
                }
                if entries[index].bucket.fullAt < entries[place].bucket.fullAt { place = index }
            }
            if entries[place].client != client { entries[place] = Entry(client: client) }
            return entries[place].bucket.take(at: now, limit)
        }
        if quota.isExceeded { refusals.add(1, ordering: .relaxed) }
        return quota
    }
}
