import Dispatch
import Synchronization

/// Work on several threads at once. A type of its own: a Dispatch closure in top-level code belongs to the main actor.
enum Parallel {
    /// The results in the order of the elements.
    static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard threads > 1, elements.count > 1 else { return elements.map(transform) }
        let next = Atomic(0)
        return [Result](unsafeUninitializedCapacity: elements.count) { buffer, count in
            // Every place is written by exactly one thread, and read after all have ended.
            nonisolated(unsafe) let places = buffer
            DispatchQueue.concurrentPerform(iterations: min(threads, elements.count)) { _ in
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < elements.count else { return }
                    places.initializeElement(at: index, to: transform(elements[index]))
                }
            }
            count = elements.count
        }
    }
}
