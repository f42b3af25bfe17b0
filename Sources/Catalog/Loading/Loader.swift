import Glibc

/// Reads export files into frameworks.
package struct Loader: Sendable {
    package struct Options: Sendable {
        /// Folders or files.
        package var paths: [String]
        /// A larger file is refused before it is read, in bytes.
        package var maxFileBytes: Int
        /// Warnings count as errors.
        package var isStrict: Bool
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
            paths: [String], maxFileBytes: Int = 16 << 20, isStrict: Bool = false, parallelism: Int = 1,
            now: Int64 = Int64(time(nil)) * 1000
        ) {
            self.paths = paths
            self.maxFileBytes = maxFileBytes
            self.isStrict = isStrict
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
    }

    /// A path that was named and cannot be read.
    package struct PathError: Error, Sendable {
        /// Escaped, on one line.
        package let path: String
        package let reason: String
    }

    /// Reads all files under the paths. One that is bad is left out, with findings that say why; whether the others
    /// are served then is for the caller to decide. What was served of it stays, unless another file gives that version
    /// now.
    ///
    /// - Throws: where a path itself cannot be read.
    package static func load(_ options: Options) throws(PathError) -> Outcome {
        options.watch?.begin()
        let walk = try FolderWalk(options.paths, watch: options.watch)
        options.watch?.end()
        let served = Dictionary(options.served.map { ($0.source.path, $0) }) { first, _ in first }
        let threads = options.threads ?? LoadThreads(min(options.parallelism, walk.files.count))
        let files = threads.map(walk.files) { path in
            read(path, options, served: served[path.display])
        }
        let loaded = files.compactMap(\.framework)
        let findings = walk.findings + files.flatMap(\.findings)
        let bad = PathSet(findings.filter { $0.severity == .error }.map(\.file))
        let kept = kept(of: options, beside: loaded, files: files, bad: bad)
        let identity = FileIdentity((loaded + kept).sorted { $0.source.path < $1.source.path })
        return outcome(
            identity, findings: inOrder(findings + identity.findings),
            stale: identity.served.map(\.source.path).filter(bad.covers).sorted(),
            fileCount: files.count { !$0.isGone } + walk.refusedCount, isStrict: options.isStrict)
    }

    private static func outcome(
        _ identity: FileIdentity, findings: [Finding], stale: [String], fileCount: Int, isStrict: Bool
    ) -> Outcome {
        let isRefused = { (finding: Finding) in
            finding.severity == .error || isStrict && finding.severity == .warning
        }
        return Outcome(
            frameworks: identity.served, rejected: rejected(findings), findings: findings, stale: stale,
            fileCount: fileCount, hasErrors: findings.contains(where: isRefused))
    }

    /// A file after it was read.
    private struct File: Sendable {
        let path: FilePath
        var framework: Framework?
        var findings: [Finding] = []
        /// It was removed between the walk and the reading.
        var isGone = false
    }

    /// - Parameter served: what is served of this file.
    private static func read(_ path: FilePath, _ options: Options, served: Framework?) -> File {
        do throws(FileReader.Failure) {
            let bytes = try FileReader.read(path, maximum: options.maxFileBytes)
            let source = SourceFile(path: path.display, bytes: bytes, digest: SHA256(hashing: bytes))
            // A file that did not change is held once, though two data sets share it while the older one is let go of.
            let same = served.flatMap { $0.source.digest == source.digest ? $0 : nil }
            if let same, !same.hasFindings { return File(path: path, framework: same) }
            let export = Export(reading: source, now: options.now)
            return File(path: path, framework: same ?? export.framework, findings: export.findings)
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
        let given = Set(loaded.map(\.identity))
        let present = Set(files.lazy.filter { !$0.isGone }.map(\.path.display))
        return options.served.filter { framework in
            let path = framework.source.path
            guard !given.contains(framework.identity) else { return false }
            return bad.covers(path) || options.keepsRemoved && !present.contains(path)
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
        self.init(file: path.display, rule: rule, severity: .error, message: message, help: help)
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
