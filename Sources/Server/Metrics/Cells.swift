import Synchronization

/// Numbers that one thread changes and any thread may read: a plain load and store each, without a lock on the bus.
struct Cells: ~Copyable, @unchecked Sendable {
    private let values: UnsafeMutablePointer<Atomic<Int>>
    let count: Int

    init(count: Int) {
        values = .allocate(capacity: count)
        self.count = count
        for index in 0..<count { (values + index).initialize(to: Atomic(0)) }
    }

    deinit {
        values.deinitialize(count: count)
        values.deallocate()
    }

    subscript(index: Int) -> Int {
        precondition(index < count)
        return values[index].load(ordering: .relaxed)
    }

    /// For the one thread that changes them.
    @inline(__always)
    func add(_ amount: Int, at index: Int) {
        precondition(index < count)
        values[index].store(values[index].load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    @inline(__always)
    func set(_ value: Int, at index: Int) {
        precondition(index < count)
        values[index].store(value, ordering: .relaxed)
    }
}
