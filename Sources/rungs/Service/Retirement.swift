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
        let isFirst = snapshots.withLock { snapshots in
            snapshots.append(snapshot)
            return snapshots.count == 1
        }
        if isFirst { wait() }
    }

    /// A request holds its snapshot for milliseconds, a slow reader of a long list for minutes.
    private func wait() {
        queue.asyncAfter(deadline: .now() + 1) { self.free() }
    }

    private func free() {
        let (unheld, isEmpty) = snapshots.withLock { snapshots in
            let places = snapshots.indices.filter { isKnownUniquelyReferenced(&snapshots[$0]) }
            let unheld = places.map { snapshots[$0] }
            for place in places.reversed() { snapshots.remove(at: place) }
            return (unheld, snapshots.isEmpty)
        }
        if !isEmpty { wait() }
        guard !unheld.isEmpty else { return }
        _ = consume unheld
        // What was freed goes back to the system, pages in the middle of the heap too.
        malloc_trim(0)
    }
}
