import CLinux
import Catalog
import Dispatch
import Threads

/// Keeps each data set that was replaced until nobody else does, so that it is freed here: to free a hundred thousand
/// exports takes a time that no worker has.
final class Retirement: Sendable {
    private let snapshots = Lock<[Snapshot]>([])
    private let queue: DispatchQueue

    init(on queue: DispatchQueue) {
        self.queue = queue
    }

    func add(_ snapshot: Snapshot) {
        snapshots.withLock { $0.append(snapshot) }
        wait()
    }

    /// A request holds its snapshot for milliseconds, a slow reader of a long list for minutes.
    private func wait() {
        queue.asyncAfter(deadline: .now() + 1) { self.free() }
    }

    private func free() {
        let (isEmpty, unheld) = snapshots.withLock { snapshots in
            let places = snapshots.indices.filter { isKnownUniquelyReferenced(&snapshots[$0]) }
            let unheld = places.map { snapshots[$0] }
            for place in places.reversed() { snapshots.remove(at: place) }
            return (snapshots.isEmpty, unheld)
        }
        guard !unheld.isEmpty else { return wait() }
        _ = consume unheld
        // What was freed goes back to the system, pages in the middle of the heap too.
        malloc_trim(0)
        if !isEmpty { wait() }
    }
}
