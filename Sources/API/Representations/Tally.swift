/// Counts values. Where the same one comes again and again, it is not looked up.
struct Tally<Value: Hashable & Sendable>: Sendable {
    private var places: [Value: Int] = [:]
    private(set) var counts: [(value: Value, count: Int)] = []
    private var last = 0

    mutating func add(_ value: Value, _ count: Int = 1) {
        if last < counts.count, counts[last].value == value {
            counts[last].count += count
            return
        }
        last = places[value] ?? counts.count
        if last == counts.count {
            places[value] = last
            counts.append((value, 0))
        }
        counts[last].count += count
    }

    /// The most frequent first, equals in the order of their values.
    func ranked(by isBefore: (Value, Value) -> Bool) -> [(value: Value, count: Int)] {
        counts.sorted { $0.count != $1.count ? $0.count > $1.count : isBefore($0.value, $1.value) }
    }
}
