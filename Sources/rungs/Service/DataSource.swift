package import Catalog
import CLinux
import Glibc

/// Loads the data that the settings name and decides what is served of it.
package struct DataSource: Sendable {
    package let settings: Settings.Data
    private let threads: LoadThreads
    /// Tells what changes. nil where the system cannot.
    package let folders: FolderWatch?

    /// - Parameter parallelism: files that are read at once.
    package init(_ settings: Settings.Data, parallelism: Int, folders: FolderWatch?) {
        self.settings = settings
        threads = LoadThreads(parallelism)
        self.folders = folders
    }

    /// How often a load is begun again because files changed meanwhile.
    private static let attempts = 5

    /// Loads what the files are at one moment: where they change meanwhile, again, so that no half of an old data set is
    /// beside a half of a new one. Files that never rest are loaded as they are met.
    ///
    /// - Parameters:
    ///   - previous: what is served until now; nil at the first load.
    ///   - begin: called before each attempt; it sees all that has changed so far.
    package func load(replacing previous: Snapshot?, begin: () -> Void = {}) throws(DataError) -> Loaded {
        var attempt = 1
        while true {
            begin()
            let changes = folders?.changes
            let result = Result { () throws(DataError) in try loadOnce(replacing: previous) }
            guard attempt < Self.attempts, folders?.changes != changes else { return try result.get() }
            attempt += 1
            waitForRest()
        }
    }

    private func waitForRest() {
        var settling = Settling()
        var end = settling.change(at: .now)
        var changes = folders?.changes
        while ContinuousClock.now < end {
            usleep(20_000)
            let now = folders?.changes
            guard now != changes else { continue }
            changes = now
            end = settling.change(at: .now)
        }
    }

    private func loadOnce(replacing previous: Snapshot?) throws(DataError) -> Loaded {
        let start = ContinuousClock.now
        var options = Loader.Options(paths: settings.paths, maxFileBytes: settings.maxFileBytes)
        options.threads = threads
        options.served = previous?.occupations.flatMap(\.all) ?? []
        options.keepsRemoved = settings.onRemove == .keep
        options.watch = folders
        var outcome = Loader.load(options)
        if let path = outcome.unreadable.first { throw .path(path) }
        if settings.onError == .fail, !outcome.rejected.isEmpty { throw .rejected(outcome.rejected) }
        // What is served of them is told to everybody, where the files are is not.
        outcome.stale = outcome.stale.map { settings.name(of: $0) }
        let snapshot = Snapshot(
            outcome, generation: (previous?.generation ?? 0) + 1, loadedAt: WallTime.now().seconds,
            loadSeconds: (ContinuousClock.now - start).inSeconds)
        return Loaded(snapshot: snapshot, outcome: outcome)
    }

    package struct Loaded: Sendable {
        package let snapshot: Snapshot
        package let outcome: Loader.Outcome
    }
}

/// Why nothing new is served.
package enum DataError: Error, Sendable {
    case path(Loader.UnreadablePath)
    case rejected([Snapshot.RejectedFile])

    /// One line: the first error, and how many more there are.
    package var message: String { message { $0 } }

    /// The same without the folders that lead to the data.
    package func message(within settings: Settings.Data) -> String {
        message { settings.name(of: $0) }
    }

    private func message(_ name: (String) -> String) -> String {
        switch self {
        case .path(let path): return "\(name(path.path)): \(path.reason)"
        case .rejected(let files):
            let errors = files.flatMap(\.findings).filter { $0.severity == .error }
            guard let first = errors.first else { return "\(counted(files.count, "file")) refused" }
            let line = "\(name(first.location)): \(first.message). \(first.help)"
            guard errors.count > 1 else { return line }
            let more = counted(errors.count - 1, "more error")
            return "\(line) (\(more), \(counted(files.count, "file")) refused: `rungs validate` lists them)"
        }
    }
}

extension Settings.Data {
    /// The name of a file below the path that was named; of a path itself its last part.
    fileprivate func name(of file: String) -> String {
        for path in paths {
            let folder = escaped(bytes: Array(path.utf8))
            let prefix = folder.hasSuffix("/") ? folder : folder + "/"
            if file.hasPrefix(prefix) { return String(file.dropFirst(prefix.count)) }
        }
        return file.split(separator: "/").last.map(String.init) ?? file
    }
}
