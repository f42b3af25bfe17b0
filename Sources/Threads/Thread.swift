import CLinux
import Glibc

/// A thread of the system that runs one function.
package struct Thread: Sendable {
    private let handle: pthread_t

    /// Starts a thread; nil where the system has none to give.
    ///
    /// - Parameter name: shown by `top -H`, at most 15 bytes.
    package init?(name: String, _ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(body: body))
        var handle = pthread_t()
        let result = pthread_create(
            &handle, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        guard result == 0 else {
            box.release()
            return nil
        }
        self.handle = handle
        pthread_setname_np(handle, name)
    }

    /// Waits for the end of the function. To be called once, and not after `detach`.
    package func join() {
        pthread_join(handle, nil)
    }

    /// Nobody will wait for its end: the system takes back what it has as soon as it ends. To be called once.
    package func detach() {
        pthread_detach(handle)
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
