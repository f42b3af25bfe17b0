import CLinux
import Glibc

/// A level-triggered epoll set. What an event is about travels in its token.
struct Poller: ~Copyable {
    static let readable = EPOLLIN.rawValue
    static let writable = EPOLLOUT.rawValue
    /// Of the sets that a descriptor is in, few are told of what happens to it.
    static let exclusive = EPOLLEXCLUSIVE.rawValue
    /// Both ways are shut, or the connection was reset: told whatever was asked for.
    static let gone = EPOLLHUP.rawValue | EPOLLERR.rawValue

    private let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>
    private static let batch = 256

    init() throws(SystemError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError("epoll_create1") }
        events = .allocate(capacity: Self.batch)
    }

    deinit {
        close(descriptor)
        events.deallocate()
    }

    /// Waits until something happens or `timeout` milliseconds have passed (-1: without end), and returns how many
    /// events there are to be read with `event(at:)`.
    func wait(timeout: Int32) -> Int {
        max(0, Int(epoll_wait(descriptor, events, Int32(Self.batch), timeout)))
    }

    func event(at index: Int) -> (token: UInt64, events: UInt32) {
        let event = events[index]
        return (event.data.u64, event.events)
    }

    func add(_ target: Int32, events: UInt32, token: UInt64) -> Bool {
        control(EPOLL_CTL_ADD, target, events, token)
    }

    func modify(_ target: Int32, events: UInt32, token: UInt64) {
        _ = control(EPOLL_CTL_MOD, target, events, token)
    }

    func remove(_ target: Int32) {
        _ = control(EPOLL_CTL_DEL, target, 0, 0)
    }

    private func control(_ operation: Int32, _ target: Int32, _ events: UInt32, _ token: UInt64) -> Bool {
        var event = epoll_event(events: events, data: epoll_data_t(u64: token))
        return epoll_ctl(descriptor, operation, target, &event) == 0
    }
}
