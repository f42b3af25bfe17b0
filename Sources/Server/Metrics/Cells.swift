import Synchronization

/// Numbers that one thread changes and any thread may read: a plain load and store each, without a lock on the bus.
struct Cells: ~Copyable, @unchecked Sendable {
    private let values: UnsafeMutablePointer<Atomic<Int>>

    init(count: Int) {
        values = .allocate(capacity: count)
        for index in 0..<count { (values + index).initialize(to: Atomic(0)) }
        writer = Writer(values: values, count: count)
    }

    deinit {
        values.deinitialize(count: writer.count)
        values.deallocate()
    }

    subscript(index: Int) -> Int {
        precondition(index < writer.count)
        return values[index].load(ordering: .relaxed)
    }

    /// For the one thread that changes them, while they are kept.
    let writer: Writer

    struct Writer {
        fileprivate let values: UnsafeMutablePointer<Atomic<Int>>
        fileprivate let count: Int

        @inline(__always)
        func add(_ amount: Int, at index: Int) {
            set(values[index].load(ordering: .relaxed) &+ amount, at: index)
        }

        @inline(__always)
        func set(_ value: Int, at index: Int) {
            precondition(index < count)
            values[index].store(value, ordering: .relaxed)
        }
    }
}
