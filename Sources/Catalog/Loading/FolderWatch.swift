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
    /// Changes that were told so far. Locked while events are read: who asks for the number has to wait for whoever has
    /// taken an event already.
    private let changeCount = Lock(0)

    private struct Places {
        /// By the number that the kernel gives a folder: those of the last walk, and those of the one that goes on.
        var interests: [Int32: Interest] = [:]
        var walk: [Int32: Interest] = [:]
        /// What was named since the walk began.
        var paths: [FilePath: (number: Int32, events: UInt32)] = [:]
        var shortfall: SystemError?
    }

    /// What of a folder matters.
    private struct Interest {
        /// The folder, where it is one that exports are found in.
        var walked: FilePath?
        /// Entries that matter whatever they are.
        var names: Set<[UInt8]> = []
    }

    /// What comes, goes or is replaced.
    private static let arrivals = UInt32(IN_CREATE | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
    /// The content of files too.
    private static let writes = arrivals | UInt32(IN_MODIFY | IN_CLOSE_WRITE)

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
            $0.walk = [:]
            $0.paths = [:]
            $0.shortfall = nil
        }
    }

    /// Every export in a folder, and every folder.
    func follow(folder: FilePath) {
        watch(folder, for: Self.writes) { $0.walked = folder }
    }

    /// All that decides where a path leads: each of its parts, be it there or not, and those of the links on the way.
    func follow(_ path: FilePath) {
        guard var folder = path.isAbsolute ? .root : FilePath.workingFolder.real else { return }
        var rest = Array(path.parts.reversed())
        var linksLeft = 40  // As path_resolution(7) has it.
        while let name = rest.popLast() {
            if name == FilePath.dots {
                folder = folder.parent ?? .root
                continue
            }
            let entry = folder.appending(name)
            let target = entry.linkTarget
            watch(folder, for: rest.isEmpty && target == nil ? Self.writes : Self.arrivals) { $0.names.insert(name) }
            if let target {
                guard linksLeft > 0 else { return }
                linksLeft -= 1
                if target.isAbsolute { folder = .root }
                rest += target.parts.reversed()
            } else {
                guard entry.isThere else { return }
                folder = entry
            }
        }
    }

    private func watch(_ folder: FilePath, for events: UInt32, _ widen: (inout Interest) -> Void) {
        places.withLock { places in
            if let known = places.paths[folder], known.events & events == events {
                return widen(&places.walk[known.number, default: Interest()])
            }
            let flags = events | UInt32(IN_ONLYDIR) | UInt32(IN_MASK_ADD)
            let number = folder.withCString { inotify_add_watch(descriptor, $0, flags) }
            guard number >= 0 else {
                // What is not there is watched for in the folder above.
                if ![ENOENT, ENOTDIR, ELOOP].contains(errno) { places.shortfall = SystemError(code: errno) }
                return
            }
            places.paths[folder] = (number, events)
            widen(&places.walk[number, default: Interest()])
        }
    }

    /// The walk is over: what it did not name is let go of.
    func end() {
        places.withLock { places in
            places.paths = [:]
            for number in places.interests.keys where places.walk[number] == nil {
                inotify_rm_watch(descriptor, number)
            }
            places.interests = places.walk
            places.walk = [:]
        }
    }

    /// Why a place of the last walk cannot be watched, where one cannot.
    package var shortfall: String? {
        places.withLock { $0.shortfall?.reason }
    }
}

// The events.
extension FolderWatch {
    /// How many changes that can matter were told so far.
    package var changes: Int {
        _ = take()
        return changeCount.withLock { $0 }
    }

    /// Takes what the kernel has to tell, or a part of it where there is much. Whether something changed that can matter.
    package func take() -> Bool {
        changeCount.withLock { changes in
            let before = changes
            withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
                for _ in 0..<16 {
                    let count = read(descriptor, buffer.baseAddress, buffer.count)
                    guard count > 0 else { return }
                    let events = Events(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                    changes += events.count(where: matters)
                }
            }
            return changes > before
        }
    }

    private func matters(_ event: Event) -> Bool {
        // Events were lost, or a file system went away.
        if event.has(IN_Q_OVERFLOW) || event.has(IN_UNMOUNT) { return true }
        let interests = places.withLock { places in
            if event.has(IN_IGNORED) {
                places.interests[event.number] = nil
                places.walk[event.number] = nil
            }
            return [places.interests[event.number], places.walk[event.number]].compactMap { $0 }
        }
        if interests.contains(where: { $0.names.contains(event.name) }) { return true }
        guard let folder = interests.lazy.compactMap(\.walked).first, event.name.first != UInt8(ascii: ".") else {
            return false
        }
        if FilePath.isJSON(event.name) || event.has(IN_ISDIR) { return true }
        // A link to a folder may have come; those that are there are followed by name.
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
