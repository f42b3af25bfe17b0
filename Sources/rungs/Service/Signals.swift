import Dispatch
import CLinux
import Glibc

/// The signals that the program handles, as events on a queue.
package final class Signals {
    package enum Signal: CaseIterable, Sendable {
        case terminate, interrupt, hangUp

        fileprivate var number: Int32 {
            switch self {
            case .terminate: SIGTERM
            case .interrupt: SIGINT
            case .hangUp: SIGHUP
            }
        }
    }

    private let sources: [any DispatchSourceSignal]

    /// From here on the signals do only what `handle` does. It is called on a serial queue.
    package init(handle: @escaping @Sendable (Signal) -> Void) {
        // A client that goes away is seen by send(2), not by a signal.
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "rungs.signals")
        sources = Signal.allCases.map { kind in
            signal(kind.number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: kind.number, queue: queue)
            source.setEventHandler { handle(kind) }
            source.resume()
            return source
        }
    }
}
