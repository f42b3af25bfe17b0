import Dispatch
import Synchronization
import Threads

/// The threads that read and parse files.
///
/// They stay for as long as there are reloads. What a thread allocates lies in an arena of its own (malloc(3)): threads
/// that come and go would leave the room of each data set that was replaced in one arena and look for new room in
/// another.
package final class LoadThreads: Sendable {
    private let crew = Crew()
    private let count: Int

    private final class Crew: Sendable {
        /// nil ends a thread.
        let work = Lock<(@Sendable () -> Void)?>(nil)
        let begin = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)

        func run() {
            while true {
                begin.wait()
                guard let work = work.withLock({ $0 }) else { return }
                work()
                end.signal()
            }
        }
    }

    /// - Parameter count: fewer where the system has no more to give. With none the thread that calls works.
    package init(_ count: Int) {
        let crew = crew
        let threads = (0..<max(count, 0)).compactMap { _ in Thread(name: "load") { crew.run() } }
        // The last reference may go while the program ends: nobody is there to wait for them then.
        for thread in threads { thread.detach() }
        self.count = threads.count
    }

    deinit {
        for _ in 0..<count { crew.begin.signal() }
    }

    /// The results in the order of the elements. One call at a time.
    func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        let next = Atomic(0)
        return [Result](unsafeUninitializedCapacity: elements.count) { buffer, count in
            // Every place is written by exactly one thread, and read after all have ended.
            nonisolated(unsafe) let places = buffer
            onEach {
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < elements.count else { return }
                    places.initializeElement(at: index, to: transform(elements[index]))
                }
            }
            count = elements.count
        }
    }

    /// Runs something on every thread, or on this one where there is no other, and waits until it is done.
    private func onEach(_ work: @escaping @Sendable () -> Void) {
        guard count > 0 else { return work() }
        crew.work.withLock { $0 = work }
        for _ in 0..<count { crew.begin.signal() }
        for _ in 0..<count { crew.end.wait() }
        crew.work.withLock { $0 = nil }
    }
}
