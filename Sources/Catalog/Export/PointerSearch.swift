import JSON

/// Finds the pointers of many values in one walk: to walk from the root for each takes minutes for a file that is
/// made for it.
struct PointerSearch {
    private let offsets: [Int]
    private var next = 0
    private var pointers: [Int: Pointer] = [:]

    /// - Parameter offsets: where the values begin, in bytes from 0.
    init(_ offsets: some Sequence<Int>, below root: Value) {
        self.offsets = offsets.sorted()
        search(root, at: Pointer())
    }

    /// nil where no value begins at the offset.
    subscript(offset: Int) -> Pointer? { pointers[offset] }

    /// Whether the next value that is looked for is this one or in it. Values come in the order of their offsets.
    private func isWithin(_ value: Value) -> Bool {
        next < offsets.count && value.range.contains(offsets[next])
    }

    private mutating func search(_ value: Value, at pointer: Pointer) {
        while next < offsets.count, offsets[next] == value.range.lowerBound {
            pointers[offsets[next]] = pointer
            next += 1
        }
        guard isWithin(value) else { return }
        for member in value.members where isWithin(member.value) {
            search(member.value, at: pointer.appending(member.name.string))
        }
        for (index, element) in value.elements.enumerated() where isWithin(element) {
            search(element, at: pointer.appending(index))
        }
    }
}
