package import Catalog
import Dispatch
import Threads

/// Calls a function when the data has changed and come to rest.
package final class DataWatch: Sendable {
    private let folders: FolderWatch
    private let settling = Lock(Settling())
    // Sources may be used from any thread; only their types do not say so.
    private nonisolated(unsafe) let events: any DispatchSourceRead
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// - Parameter handle: is called on a serial queue.
    package init(_ folders: FolderWatch, handle: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "rungs.watch", qos: .utility)
        let timer = DispatchSource.makeTimerSource(queue: queue)
        self.folders = folders
        self.timer = timer
        events = DispatchSource.makeReadSource(fileDescriptor: folders.descriptor, queue: queue)
        timer.setEventHandler { [settling] in
            settling.withLock { $0.end() }
            handle()
        }
        events.setEventHandler { [settling] in
            guard folders.take() else { return }
            let wait = settling.withLock { settling in
                let now = ContinuousClock.now
                return settling.change(at: now) - now
            }
            timer.schedule(deadline: .now() + wait.inSeconds)
        }
        timer.resume()
        events.resume()
    }

    deinit {
        events.cancel()
        timer.cancel()
    }

    /// A load has ended that took so long: the next one that nobody asks for comes after a pause.
    package func loaded(in duration: Duration) {
        settling.withLock { $0.loaded(in: duration, at: .now) }
    }

    /// Forgets what has changed so far: a load that begins now sees it.
    package func forget() {
        _ = folders.take()
        settling.withLock { $0.end() }
        timer.schedule(deadline: .distantFuture)
    }
}
