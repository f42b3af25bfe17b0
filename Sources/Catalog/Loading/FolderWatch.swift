import Glibc
import Threads

/// Tells of changes to the places that exports are read from, as the kernel sees them (inotify(7)).
///
/// A walk names every place before it reads it, so no change is missed; places that a later walk does not name any more
/// are forgotten at its end.
package final class FolderWatch: Sendable {
    /// Is readable when there is something to ``take()``.
    package let descriptor: Int32
    private let places = Lock(Places())

    private struct Places {
        var interests: [Int32: Interest] = [:]
        /// Those that were named since the walk began.
        var named: Set<Int32> = []
        var failure: SystemError?
    }

    /// What of a folder matters.
    private struct Interest {
        /// The folder, where it is one that exports are found in.
        var walked: FilePath?
        /// Entries that matter whatever they are.
        var names: Set<[UInt8]> = []
    }

    private static let changes = UInt32(
        IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

    /// The system has no watch to give: there is a bound for each user.
    package struct Failure: Error {
        package let reason: String
    }

    package init() throws(Failure) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw Failure(reason: SystemError(code: errno).reason) }
    }

    deinit {
        close(descriptor)
    }
}

// The walk.
extension FolderWatch {
    /// A walk begins.
    func begin() {
        places.withLock {
            $0.named = []
            $0.failure = nil
        }
    }

    /// Every export in the folder, and every folder.
    func follow(folder: FilePath) {
        follow(folder) { $0.walked = folder }
    }

    /// An entry of a folder, whatever it is, and whether it is there or not.
    func follow(entry path: FilePath) {
        guard let folder = path.parent else { return }
        follow(folder) { $0.names.insert(path.name) }
    }

    /// What a link leads to in the end.
    func follow(targetOf link: FilePath) {
        if let target = link.real { follow(entry: target) }
    }

    private func follow(_ folder: FilePath, _ widen: (inout Interest) -> Void) {
        places.withLock { places in
            let number = folder.withCString { inotify_add_watch(descriptor, $0, Self.changes | UInt32(IN_ONLYDIR)) }
            guard number >= 0 else {
                // A folder that is not there or may not be read is a finding of the walk.
                if ![ENOENT, ENOTDIR, EACCES, ELOOP].contains(errno) { places.failure = SystemError(code: errno) }
                return
            }
            if places.named.insert(number).inserted { places.interests[number] = Interest() }
            widen(&places.interests[number, default: Interest()])
        }
    }

    /// The walk is over: what it did not name is let go of.
    func end() {
        places.withLock { places in
            for number in places.interests.keys where !places.named.contains(number) {
                inotify_rm_watch(descriptor, number)
                places.interests[number] = nil
            }
        }
    }

    /// Why a place of the last walk cannot be watched, where one cannot.
    package var shortfall: String? {
        places.withLock { $0.failure?.reason }
    }
}

// The events.
extension FolderWatch {
    /// Takes what the kernel has to tell. Whether something changed that can matter.
    package func take() -> Bool {
        var hasChanged = false
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
            while case let count = read(descriptor, buffer.baseAddress, buffer.count), count > 0 {
                for event in Events(UnsafeRawBufferPointer(rebasing: buffer[..<count])) where matters(event) {
                    hasChanged = true
                }
            }
        }
        return hasChanged
    }

    private func matters(_ event: Event) -> Bool {
        // Events were lost, or a file system went away.
        if event.has(IN_Q_OVERFLOW) || event.has(IN_UNMOUNT) { return true }
        let interest = places.withLock { places in
            event.has(IN_IGNORED) ? places.interests.removeValue(forKey: event.number) : places.interests[event.number]
        }
        guard let interest, !event.has(IN_IGNORED) else { return false }
        // `..data` is what all files of a mounted volume of Kubernetes lead through.
        if interest.names.contains(event.name) || event.name == Array("..data".utf8) { return true }
        guard let folder = interest.walked, event.name.first != UInt8(ascii: ".") else { return false }
        if FilePath.isJSON(event.name) || event.has(IN_ISDIR) { return true }
        // Something else: it matters where it is, or may have been, a link to a folder.
        if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) { return true }
        guard event.has(IN_CREATE) || event.has(IN_MOVED_TO) else { return false }
        return (try? FileStatus(of: folder.appending(event.name)))?.kind == .folder
    }

    private struct Event {
        let number: Int32
        let mask: UInt32
        /// Empty where it is about the folder itself.
        let name: [UInt8]

        func has(_ flag: Int32) -> Bool { mask & UInt32(flag) != 0 }
    }

    /// The records of inotify(7): watch, mask, cookie and length of the name, of four bytes each, then the name, filled up
    /// by NUL.
    private struct Events: Sequence, IteratorProtocol {
        private var rest: UnsafeRawBufferPointer

        init(_ buffer: UnsafeRawBufferPointer) {
            rest = buffer
        }

        mutating func next() -> Event? {
            guard rest.count >= 16 else { return nil }
            let length = Int(rest.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            guard rest.count >= 16 + length else { return nil }
            defer { rest = UnsafeRawBufferPointer(rebasing: rest[(16 + length)...]) }
            return Event(
                number: rest.loadUnaligned(as: Int32.self),
                mask: rest.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
                name: Array(rest[16..<16 + length].prefix { $0 != 0 }))
        }
    }
}
