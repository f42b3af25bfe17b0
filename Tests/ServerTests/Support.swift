import Glibc
import TestSupport

/// A thread of the system: the queues of Dispatch are few, and the server needs them for deferred answers.
struct SystemThread {
    private let handle: pthread_t

    init(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let box = Unmanaged.passRetained(Box(body: body))
        pthread_create(
            &handle, nil,
            { context in
                context.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        self.handle = handle
    }

    func join() {
        pthread_join(handle, nil)
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}

/// Runs `count` calls at once and returns when all have.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let threads = (0..<count).map { index in SystemThread { body(index) } }
    for thread in threads { thread.join() }
}

/// Sends pieces beside the test, so that neither side waits for the other.
struct Sender {
    private let thread: SystemThread

    init(_ client: RawClient, _ pieces: [[UInt8]]) {
        let descriptor = client.descriptor
        thread = SystemThread {
            for (index, piece) in pieces.enumerated() {
                guard Self.send(piece, to: descriptor) else { return }
                if index % 64 == 0 { usleep(200) }
            }
        }
    }

    /// Waits until all is sent, or the server takes no more.
    func join() {
        thread.join()
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

extension RawClient {
    /// The next response that is no interim one.
    func finalResponse(toHEAD isHead: Bool = false) -> RawResponse? {
        while let response = response(toHEAD: isHead) {
            if response.status >= 200 { return response }
        }
        return nil
    }
}

/// Waits up to ten seconds.
func waitUntil(_ condition: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition(), ContinuousClock.now < deadline { pause(milliseconds: 20) }
}

/// Connections of the server on a port that this process still holds.
func openSockets(port: Int) -> Int {
    entries("/proc/self/fd").compactMap { Int32($0) }.filter { descriptor in
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isSocket = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        var isListener: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListener, &size)
        return isSocket && address.sin_family == sa_family_t(AF_INET) && isListener == 0
            && Int(UInt16(bigEndian: address.sin_port)) == port
    }.count
}

/// The text of a file that has no size, empty where there is none.
func contents(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}

/// The names in a folder.
func entries(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        names.append(
            withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            })
    }
    return names
}
