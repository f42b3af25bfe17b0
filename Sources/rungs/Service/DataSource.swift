package import Catalog

/// Loads the data that the settings name and decides what is served of it.
package struct DataSource: Sendable {
    package let settings: Settings.Data
    /// Files that are read at once.
    package let parallelism: Int

    package init(_ settings: Settings.Data, parallelism: Int) {
        self.settings = settings
        self.parallelism = parallelism
    }

    /// - Parameter previous: what is served until now; nil at the first load.
    package func load(replacing previous: Snapshot?) throws(DataError) -> Loaded {
        let options = Loader.Options(
            paths: settings.paths, maxFileBytes: settings.maxFileBytes, parallelism: parallelism)
        var outcome = Loader.load(options)
        if let path = outcome.unreadable.first { throw .path(path) }
        if !outcome.rejected.isEmpty {
            switch settings.onError {
            case .fail: throw .rejected(outcome.rejected)
            case .skip: outcome.keepServed(of: previous)
            }
        }
        let snapshot = Snapshot(
            outcome, generation: (previous?.generation ?? 0) + 1, loadedAt: WallTime.now().seconds)
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
    package var message: String {
        switch self {
        case .path(let path): return "\(path.path): \(path.reason)"
        case .rejected(let files):
            let errors = files.flatMap(\.findings).filter { $0.severity == .error }
            guard let first = errors.first else { return "\(counted(files.count, "file")) refused" }
            let line = "\(first.location): \(first.message). \(first.help)"
            guard errors.count > 1 else { return line }
            let more = counted(errors.count - 1, "more error")
            return "\(line) (\(more), \(counted(files.count, "file")) refused: `rungs validate` lists them)"
        }
    }
}

extension Loader.Outcome {
    /// Keeps what was served of a file that went bad, unless another file gives that version now.
    fileprivate mutating func keepServed(of previous: Snapshot?) {
        guard let previous else { return }
        let bad = Set(rejected.map(\.path))
        for framework in previous.occupations.flatMap(\.all) where bad.contains(framework.source.path) {
            let isLoaded = frameworks.contains {
                $0.soc == framework.soc && $0.version == framework.version
            }
            if !isLoaded {
                frameworks.append(framework)
            }
        }
    }
}
