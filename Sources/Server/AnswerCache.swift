import DequeModule
import HTTP

/// The answers that one worker remembers of one snapshot, bounded in bytes.
///
/// A resource is known by its link base and target; its answers by media type and coding, which are negotiated on
/// every request, so raw header bytes are never part of a key.
///
/// Eviction is by two queues (after S3-FIFO): a resource starts on probation, in a tenth of the bytes, and is promoted
/// only if it was asked for again there, or soon after it fell out. So targets that are asked for once, such as
/// invented query strings, pass through the tenth and push out nothing that is in use.
struct AnswerCache: ~Copyable {
    let byteLimit: Int
    private(set) var byteCount = 0
    private var buckets: [Resource?]
    private var probation = Deque<Resource>()
    private var established = Deque<Resource>()
    private var probationBytes = 0
    /// Hashes of resources that fell out of probation lately.
    private var ghosts: [Int]
    private(set) var resourceCount = 0

    private static let minimumBuckets = 256
    private static let ghostCount = 4096

    init(byteLimit: Int) {
        self.byteLimit = byteLimit
        buckets = Array(repeating: nil, count: Self.minimumBuckets)
        ghosts = Array(repeating: 0, count: Self.ghostCount)
    }

    /// The largest answer that is kept.
    var answerLimit: Int { byteLimit / 16 }

    /// All that is known of one target under one link base.
    final class Resource {
        fileprivate let hash: Int
        fileprivate let base: Int
        fileprivate let target: [UInt8]
        let types: [MediaType]
        fileprivate var variants: [Variant] = []
        fileprivate var byteCount: Int
        /// How often it was asked for since the queue passed it, up to 3.
        fileprivate var uses: UInt8 = 0
        fileprivate var isEstablished = false
        fileprivate var isGone = false
        fileprivate var next: Resource?

        fileprivate init(hash: Int, base: Int, target: [UInt8], types: [MediaType]) {
            self.hash = hash
            self.base = base
            self.target = target
            self.types = types
            byteCount = target.count + 256
        }

        /// - Parameter type: an index into `types`.
        func answer(type: Int, coding: ContentCoding) -> Answer? {
            // By index: an iterator would hold the array.
            for index in variants.indices where variants[index].type == type {
                if variants[index].coding == nil || variants[index].coding == coding { return variants[index].answer }
            }
            return nil
        }
    }

    fileprivate struct Variant {
        let type: Int
        /// nil serves every coding: the type has no gzip variant.
        let coding: ContentCoding?
        let answer: Answer
    }

    /// - Parameters:
    ///   - base: the place of the link base in the table of bases.
    ///   - target: in origin form, without the base path.
    mutating func resource(base: Int, target: UnsafeRawBufferPointer) -> Resource? {
        let hash = Self.hash(base, target)
        var candidate = buckets[hash & (buckets.count - 1)]
        while let resource = candidate {
            if resource.hash == hash, resource.base == base, resource.target.hasBytes(target) {
                if resource.uses < 3 { resource.uses += 1 }
                return resource
            }
            candidate = resource.next
        }
        return nil
    }

    /// Keeps an answer, unless it is too large. It takes the place of one for the same type and coding.
    mutating func insert(
        _ answer: Answer, base: Int, target: UnsafeRawBufferPointer, types: [MediaType], type: Int,
        coding: ContentCoding?
    ) {
        guard answer.byteCount <= answerLimit else { return }
        let resource = resource(base: base, target: target) ?? add(base: base, target: target, types: types)
        let replaced = resource.variants.filter { $0.type == type && $0.coding == coding }
        resource.variants.removeAll { $0.type == type && $0.coding == coding }
        resource.variants.append(Variant(type: type, coding: coding, answer: answer))
        grow(resource, by: answer.byteCount - replaced.reduce(0) { $0 + $1.answer.byteCount })
        evict()
    }

    /// Forgets everything: the snapshot is another one.
    mutating func removeAll() {
        for index in buckets.indices { unlinkChain(index) }
        buckets = Array(repeating: nil, count: Self.minimumBuckets)
        probation.removeAll()
        established.removeAll()
        probationBytes = 0
        byteCount = 0
        resourceCount = 0
    }

    /// Forgets what was answered under one link base.
    mutating func removeAll(base: Int) {
        for resource in Array(probation) + Array(established) where resource.base == base { remove(resource) }
        probation.removeAll { $0.isGone }
        established.removeAll { $0.isGone }
    }

    // MARK: - The table

    private static func hash(_ base: Int, _ target: UnsafeRawBufferPointer) -> Int {
        // Seeded for each process, so that nobody can choose targets that collide.
        var hasher = Hasher()
        hasher.combine(base)
        hasher.combine(bytes: target)
        return hasher.finalize()
    }

    private mutating func add(base: Int, target: UnsafeRawBufferPointer, types: [MediaType]) -> Resource {
        if resourceCount >= buckets.count { rehash() }
        let resource = Resource(
            hash: Self.hash(base, target), base: base, target: Array(target), types: types)
        let index = resource.hash & (buckets.count - 1)
        resource.next = buckets[index]
        buckets[index] = resource
        resourceCount += 1
        byteCount += resource.byteCount
        let ghost = resource.hash & (Self.ghostCount - 1)
        if ghosts[ghost] == resource.hash {
            ghosts[ghost] = 0
            resource.isEstablished = true
            established.append(resource)
        } else {
            probation.append(resource)
            probationBytes += resource.byteCount
        }
        return resource
    }

    private mutating func grow(_ resource: Resource, by bytes: Int) {
        resource.byteCount += bytes
        byteCount += bytes
        if !resource.isEstablished { probationBytes += bytes }
    }

    private mutating func rehash() {
        let old = buckets
        buckets = Array(repeating: nil, count: old.count * 2)
        for head in old {
            var candidate = head
            while let resource = candidate {
                candidate = resource.next
                let index = resource.hash & (buckets.count - 1)
                resource.next = buckets[index]
                buckets[index] = resource
            }
        }
    }

    /// Takes a resource out of its bucket; its queue drops it by itself.
    private mutating func remove(_ resource: Resource) {
        let index = resource.hash & (buckets.count - 1)
        if buckets[index] === resource {
            buckets[index] = resource.next
        } else {
            var previous = buckets[index]
            while let candidate = previous, candidate.next !== resource { previous = candidate.next }
            previous?.next = resource.next
        }
        resource.next = nil
        resource.isGone = true
        resourceCount -= 1
        byteCount -= resource.byteCount
        if !resource.isEstablished { probationBytes -= resource.byteCount }
    }

    /// A long chain must not be released recursively.
    private mutating func unlinkChain(_ index: Int) {
        var candidate = buckets[index]
        buckets[index] = nil
        while let resource = candidate {
            candidate = resource.next
            resource.next = nil
            resource.isGone = true
        }
    }

    // MARK: - Eviction

    /// The newest is the last of its queue, so it goes only where nothing else is left.
    private mutating func evict() {
        while byteCount > byteLimit {
            let isProbationFull = probationBytes > byteLimit / 10 || established.isEmpty
            guard isProbationFull ? evictFromProbation() : evictFromEstablished() else { return }
        }
    }

    private mutating func evictFromProbation() -> Bool {
        guard let resource = probation.popFirst() else { return false }
        if resource.uses > 0 {
            resource.uses = 0
            resource.isEstablished = true
            probationBytes -= resource.byteCount
            established.append(resource)
        } else {
            ghosts[resource.hash & (Self.ghostCount - 1)] = resource.hash
            remove(resource)
        }
        return true
    }

    private mutating func evictFromEstablished() -> Bool {
        guard let resource = established.popFirst() else { return false }
        if resource.uses > 0 {
            resource.uses -= 1
            established.append(resource)
        } else {
            remove(resource)
        }
        return true
    }
}
