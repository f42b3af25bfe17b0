import Glibc
import Hashing
import Synchronization

/// Reads export files into frameworks.
package struct Loader: Sendable {
    package struct Options: Sendable {
        /// Folders or files.
        package var paths: [String]
        /// A larger file is refused before it is read, in bytes.
        package var maxFileBytes: Int
        /// Warnings count as errors.
        package var isStrict: Bool
        /// Whether findings show the line that they are about. They never do for a file that a link out of the named
        /// path leads to.
        package var withExcerpts: Bool
        /// How many files are read and parsed at once.
        package var parallelism: Int
        /// Milliseconds since 1970: what was exported later is from the future.
        package var now: Int64
        /// What is served now, where it is a reload.
        package var served: [Framework] = []
        /// Whether that which is served of a removed file stays.
        package var keepsRemoved = false
        /// Those of a program that loads again; by default they are made for the one load.
        package var threads: LoadThreads?
        /// Is told every place before it is read, so that no later change of it is missed.
        package var watch: FolderWatch?

        package init(
            paths: [String], maxFileBytes: Int = 16 << 20, isStrict: Bool = false, withExcerpts: Bool = false,
            parallelism: Int = 1, now: Int64 = Int64(time(nil)) * 1000
        ) {
            self.paths = paths
            self.maxFileBytes = maxFileBytes
            self.isStrict = isStrict
            self.withExcerpts = withExcerpts
            self.parallelism = parallelism
            self.now = now
        }
    }

    package struct Outcome: Sendable {
        /// What is served, in order of SOC, then version.
        package var frameworks: [Framework]
        /// Files and folders with an error, in order of path.
        package var rejected: [Snapshot.RejectedFile]
        /// Every finding, those of rejected files included, in order of path, then place.
        package var findings: [Finding]
        /// Of the rejected files those of which something is served still, in order of path.
        package var stale: [String]
        /// Files that were taken for exports, those included that could not be read.
        package var fileCount: Int
        /// Whether there is an error, or a warning where the options are strict.
        package var hasErrors: Bool
        /// The paths that are not there, and the folders among them that cannot be read.
        package var unreadable: [UnreadablePath]
    }

    /// A path that was named and cannot be read.
    package struct UnreadablePath: Sendable {
        /// Escaped, on one line.
        package let path: String
        package let reason: String
    }

    /// Reads all files under the paths. One that is bad is left out, with findings that say why, and so is a path that
    /// cannot be read; whether the others are served then is for the caller to decide. What was served of a bad file
    /// stays, unless another file gives that version now and is no older.
    ///
    /// - Parameter progress: told after each file, on any thread, how many were read and how many there are.
    package static func load(
        _ options: Options, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) -> Outcome {
        options.watch?.begin()
        let walk = FolderWalk(options.paths, watch: options.watch)
        options.watch?.end()
        let files = read(walk, options, progress: progress)
        let loaded = files.compactMap(\.framework)
        let findings = walk.findings + files.flatMap(\.findings)
        // A folder that cannot be reached is bad too, though a link that leads nowhere is only a warning.
        let bad = PathSet(
            findings.filter { $0.severity == .error || $0.rule == .unreadableFolder }.map(\.file))
        let kept = kept(of: options, beside: loaded, files: files, bad: bad)
        let identity = FileIdentity(
            (loaded + kept).sorted { $0.source.path < $1.source.path },
            showing: Set(files.lazy.filter(\.mayBeShown).map(\.path.display)))
        return outcome(
            identity, findings: inOrder(findings + identity.findings),
            stale: identity.served.map(\.source.path).filter(bad.covers).sorted(),
            fileCount: files.count { !$0.isGone } + walk.refusedCount, unreadable: walk.unreadable,
            isStrict: options.isStrict)
    }

    private static func outcome(
        _ identity: FileIdentity, findings: [Finding], stale: [String], fileCount: Int, unreadable: [UnreadablePath],
        isStrict: Bool
    ) -> Outcome {
        let isRefused = { (finding: Finding) in
            finding.severity == .error || isStrict && finding.severity == .warning
        }
        return Outcome(
            frameworks: identity.served, rejected: rejected(findings), findings: findings, stale: stale,
            fileCount: fileCount, hasErrors: findings.contains(where: isRefused), unreadable: unreadable)
    }

    /// A file after it was read.
    private struct File: Sendable {
        let path: FilePath
        var framework: Framework?
        var findings: [Finding] = []
        /// Whether findings show its text.
        var mayBeShown = false
        /// It was removed between the walk and the reading.
        var isGone = false
    }

    private static func read(
        _ walk: FolderWalk, _ options: Options, progress: @escaping @Sendable (Int, Int) -> Void
    ) -> [File] {
        let served = Dictionary(options.served.map { ($0.source.path, $0) }) { first, _ in first }
        let roots = options.withExcerpts ? walk.roots.map(\.real) : nil
        let count = walk.files.count
        let done = Atomic(0)
        let threads = options.threads ?? LoadThreads(options.parallelism > 1 ? min(options.parallelism, count) : 0)
        return threads.map(walk.files) { file in
            defer { progress(done.wrappingAdd(1, ordering: .relaxed).newValue, count) }
            return read(
                file.path, excerptsWithin: roots?[file.root], served: served[file.path.display], options)
        }
    }

    /// - Parameters:
    ///   - folder: the real path of one whose files may be shown; nil where no file may.
    ///   - served: what is served of this file.
    private static func read(
        _ path: FilePath, excerptsWithin folder: FilePath?, served: Framework?, _ options: Options
    ) -> File {
        do throws(FileReader.Failure) {
            let contents = try FileReader.read(path, maximum: options.maxFileBytes, resolvesLinks: folder != nil)
            let source = SourceFile(
                path: path.display, bytes: contents.bytes, digest: SHA256(hashing: contents.bytes))
            // A file that did not change is held once, though two data sets share it while the older one is let go of.
            let same = served.flatMap { $0.source.digest == source.digest ? $0 : nil }
            if let same, !same.hasFindings { return File(path: path, framework: same) }
            let isWithin = folder.flatMap { contents.realPath?.isVisible(in: $0) } ?? false
            let export = Export(reading: source, now: options.now, withExcerpts: isWithin)
            return File(
                path: path, framework: same ?? export.framework, findings: export.findings, mayBeShown: isWithin)
        } catch {
            if case .system(let error) = error, error.code == ENOENT, !path.isThere {
                return File(path: path, isGone: true)
            }
            return File(path: path, findings: [Finding(error, reading: path, maximum: options.maxFileBytes)])
        }
    }

    /// What stays of that which is served, though its file does not give it any more.
    private static func kept(
        of options: Options, beside loaded: [Framework], files: [File], bad: PathSet
    ) -> [Framework] {
        guard !options.served.isEmpty else { return [] }
        let given = Dictionary(loaded.map { ($0.identity, $0.exportedAt.milliseconds) }, uniquingKeysWith: max)
        let present = Set(files.lazy.filter { !$0.isGone }.map(\.path.display))
        return options.served.filter { framework in
            let path = framework.source.path
            // Of an older file that gives the same version nothing is better than what was served.
            let isBetter = given[framework.identity].map { $0 < framework.exportedAt.milliseconds } ?? true
            if bad.covers(path) { return isBetter }
            return options.keepsRemoved && given[framework.identity] == nil && !present.contains(path)
        }
    }

    /// By file, then place; what concerns a file as a whole comes first.
    private static func inOrder(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted { left, right in
            if left.element.file != right.element.file { return left.element.file < right.element.file }
            return (left.element.offset ?? -1, left.offset) < (right.element.offset ?? -1, right.offset)
        }.map(\.element)
    }

    /// - Parameter findings: in order of file.
    private static func rejected(_ findings: [Finding]) -> [Snapshot.RejectedFile] {
        var files: [Snapshot.RejectedFile] = []
        var rest = findings[...]
        while let file = rest.first?.file {
            let own = rest.prefix { $0.file == file }
            if own.contains(where: { $0.severity == .error }) {
                files.append(Snapshot.RejectedFile(path: file, findings: Array(own)))
            }
            rest = rest[own.endIndex...]
        }
        return files
    }
}

extension Finding {
    /// What keeps a file from being read.
    fileprivate init(_ failure: FileReader.Failure, reading path: FilePath, maximum: Int) {
        let (rule, message, help): (Rule, String, String) =
            switch failure {
            case .system(let error):
                (
                    .unreadableFile, "cannot read: \(error.reason)",
                    "Give the service the right to read it, or remove it."
                )
            case .notRegular(let kind):
                (
                    .notRegularFile, "not a regular file but \(kind.rawValue): it is not read",
                    "Remove it, or put a file in its place."
                )
            case .tooLarge:
                (
                    .fileTooLarge, "larger than the limit of \(maximum) bytes: it is not read",
                    "Raise data.maxFileBytes if it is an export."
                )
            }
        self.init(file: path.display, rule: rule, message: message, help: help)
    }
}

extension Snapshot {
    /// What was loaded, as it is served.
    ///
    /// - Parameters:
    ///   - generation: from 1.
    ///   - loadedAt: seconds since 1970.
    ///   - loadSeconds: how long it took.
    package convenience init(
        _ outcome: Loader.Outcome, generation: UInt64, loadedAt: Int64, loadSeconds: Double = 0
    ) {
        let occupations = Dictionary(grouping: outcome.frameworks, by: \.soc).values.compactMap(Versions.init)
        self.init(
            generation: generation, occupations: occupations, loadedAt: loadedAt, loadSeconds: loadSeconds,
            rejected: outcome.rejected, stale: outcome.stale)
    }
}
