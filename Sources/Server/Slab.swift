/// The connections of one worker, each in a slot that is used again.
struct Slab: ~Copyable {
    private var connections: UnsafeMutablePointer<Connection>
    private var capacity = 64
    /// Slots from 0 that were ever used.
    private(set) var used = 0
    private(set) var count = 0
    private var free: [Int] = []

    init() {
        connections = .allocate(capacity: capacity)
    }

    deinit {
        connections.deinitialize(count: used)
        connections.deallocate()
    }

    /// The connection in a slot. The pointer holds until the next `insert`.
    subscript(slot: Int) -> UnsafeMutablePointer<Connection> {
        connections + slot
    }

    /// Takes a slot for a connection that was just accepted.
    mutating func insert(_ descriptor: Int32) -> Int {
        count += 1
        if let slot = free.popLast() {
            let generation = connections[slot].generation &+ 1
            connections[slot] = Connection(descriptor: descriptor, generation: generation)
            return slot
        }
        if used == capacity { grow() }
        (connections + used).initialize(to: Connection(descriptor: descriptor, generation: 0))
        used += 1
        return used - 1
    }

    /// Frees a slot and drops all that its connection held.
    mutating func remove(_ slot: Int) {
        let generation = connections[slot].generation
        connections[slot] = Connection(descriptor: -1, generation: generation, phase: .free)
        free.append(slot)
        count -= 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Connection>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: connections, count: used)
        connections.deallocate()
        connections = larger
        capacity *= 2
    }
}
