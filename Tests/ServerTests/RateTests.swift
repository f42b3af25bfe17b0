import TestSupport
import Testing

@testable import Server

@Suite struct `A rate` {
    private static let second: Int64 = 1_000_000_000

    private func limit(_ requests: Int, _ seconds: Int) throws -> RateLimit {
        try #require(RateLimit(requests: requests, seconds: seconds))
    }

    @Test(arguments: [(1, 1), (1, 86_400), (3, 60), (7, 60), (600, 60), (1000, 1), (1_000_000, 1), (1_000_000, 86_400)])
    func `is never more than the burst and what came back in time, whenever anybody asks`(
        requests: Int, seconds: Int
    ) throws {
        let limit = try limit(requests, seconds)
        for seed in 0..<20 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            var bucket = TokenBucket()
            let start = Int64.random(in: 0...Int64(1 << 50), using: &generator)
            var now = start
            var granted: [Int64] = []
            for _ in 0..<1000 {
                // From bursts to pauses of a whole window.
                let pauses: [Int64] = [0, 0, 0, 1, limit.interval / 2, limit.interval, limit.interval * 3]
                now += pauses.randomElement(using: &generator) ?? 0
                if Int.random(in: 0..<500, using: &generator) == 0 { now += Int64(seconds) * Self.second }
                if !bucket.take(at: now, limit).isExceeded { granted.append(now) }
            }
            // In every span of time, not only from the beginning: of all that begin with a request, the one in which most
            // were granted beyond what came back.
            let rate = Double(requests) / Double(seconds)
            var least = Double.infinity
            var most = 0.0
            for (index, time) in granted.enumerated() {
                let returned = Double(time - start) / Double(Self.second) * rate
                least = min(least, Double(index) - returned)
                most = max(most, Double(index + 1) - returned - least)
            }
            #expect(most <= Double(requests) + 1e-4, "seed \(seed)")
        }
    }

    @Test func `grants all of the burst at once, and all of it again after its time`() throws {
        let limit = try limit(600, 60)
        var bucket = TokenBucket()
        for now in [0, 60, 200].map({ $0 * Self.second }) {
            for left in (0..<600).reversed() {
                let quota = bucket.take(at: now, limit)
                #expect(!quota.isExceeded)
                #expect(quota.remaining == left)
            }
            #expect(bucket.take(at: now, limit).isExceeded)
        }
    }

    @Test func `says when one more may be made, and keeps its word`() throws {
        let limit = try limit(2, 60)
        var bucket = TokenBucket()
        #expect(bucket.take(at: 0, limit).secondsToNext == 30)
        #expect(bucket.take(at: 10 * Self.second, limit).secondsToNext == 20)
        let refused = bucket.take(at: 11 * Self.second, limit)
        #expect(refused.isExceeded)
        #expect(refused.remaining == 0)
        #expect(refused.secondsToNext == 19)
        // Asking too early costs nothing.
        #expect(bucket.take(at: 29 * Self.second, limit).isExceeded)
        #expect(!bucket.take(at: 30 * Self.second, limit).isExceeded)
        #expect(bucket.take(at: 31 * Self.second, limit).isExceeded)
    }

    @Test func `is not given by a clock that another worker reads a little earlier`() throws {
        let limit = try limit(1, 60)
        var bucket = TokenBucket()
        #expect(!bucket.take(at: 100 * Self.second, limit).isExceeded)
        let early = bucket.take(at: 100 * Self.second - 4_000_000, limit)
        #expect(early.isExceeded)
        #expect(early.remaining == 0)
    }

    @Test(arguments: [(0, 1), (1, 0), (-1, 60), (1_000_001, 60), (1, 86_401)])
    func `has bounds`(requests: Int, seconds: Int) {
        #expect(RateLimit(requests: requests, seconds: seconds) == nil)
    }
}

@Suite struct `The rates of clients` {
    private static let limit = RateLimit(requests: 10, seconds: 60)

    @Test func `are each client's own, also where a key has the number of an address`() throws {
        let rates = ClientRates(try #require(Self.limit))
        for number in 0..<1000 as Range<UInt64> {
            for client in [ClientRates.Client.address(number), .key(number)] {
                for left in (0..<10).reversed() { #expect(rates.take(client, at: 0).remaining == left) }
                #expect(rates.take(client, at: 0).isExceeded)
            }
        }
        #expect(rates.refusedCount == 2000)
    }

    @Test func `are kept of so many clients, however many come`() throws {
        let rates = ClientRates(try #require(Self.limit))
        for number in 0..<300_000 as Range<UInt64> { _ = rates.take(.address(number), at: 0) }
        #expect(ClientRates.capacity == 65_536)
        #expect(rates.count == ClientRates.capacity)
    }

    @Test func `are not forgotten because others come`() throws {
        let rates = ClientRates(try #require(Self.limit))
        let guilty = ClientRates.Client.address(.max)
        for _ in 0..<10 { _ = rates.take(guilty, at: 0) }
        #expect(rates.take(guilty, at: 0).isExceeded)
        for number in 0..<300_000 as Range<UInt64> { _ = rates.take(.address(number), at: 0) }
        #expect(rates.take(guilty, at: 0).isExceeded)
    }

    @Test func `are counted once by many workers at once`() throws {
        let rates = ClientRates(try #require(RateLimit(requests: 1000, seconds: 86_400)))
        concurrently(8) { _ in
            for _ in 0..<500 { _ = rates.take(.address(1), at: 0) }
        }
        #expect(rates.refusedCount == 3000)
    }
}
