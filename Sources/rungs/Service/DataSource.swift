package import Catalog

/// Loads the data that the settings name and decides what is served of it.
package struct DataSource: Sendable {
    package let settings: Settings.Data
    private let threads: LoadThreads
    /// Is told where the data is at every load.
    package let watch: FolderWatch?

    /// - Parameter parallelism: files that are read at once.
    package init(_ settings: Settings.Data, parallelism: Int, watch: FolderWatch? = nil) {
        self.settings = settings
        threads = LoadThreads(parallelism)
        self.watch = watch
    }

    /// - Parameter previous: what is served until now; nil at the first load.
    package func load(replacing previous: Snapshot?) throws(DataError) -> Loaded {
        let start = ContinuousClock.now
        var options = Loader.Options(paths: settings.paths, maxFileBytes: settings.maxFileBytes)
        options.threads = threads
        options.served = previous?.occupations.flatMap(\.all) ?? []
        options.keepsRemoved = settings.onRemove == .keep
        options.watch = watch
        var outcome = Loader.load(options)
        if let path = outcome.unreadable.first { throw .path(path) }
        if settings.onError == .fail, !outcome.rejected.isEmpty { throw .rejected(outcome.rejected) }
        // What is served of them is told to everybody, where the files are is not.
        outcome.stale = outcome.stale.map { settings.name(of: $0) }
        let time = (ContinuousClock.now - start).components
        let snapshot = Snapshot(
            outcome, generation: (previous?.generation ?? 0) + 1, loadedAt: WallTime.now().seconds,
            loadSeconds: Double(time.seconds) + Double(time.attoseconds) / 1e18)
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
