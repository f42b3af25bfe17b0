import Glibc
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
    /// cannot be read; whether the others are served then is for the caller to decide.
    ///
    /// - Parameter progress: told after each file, on any thread, how many were read and how many there are.
    package static func load(
        _ options: Options, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) -> Outcome {
        let walk = FolderWalk(options.paths)
        let roots = options.withExcerpts ? walk.roots.map(\.real) : nil
        let count = walk.files.count
        let done = Atomic(0)
        let files = Parallel.map(walk.files, threads: options.parallelism) { file in
            defer { progress(done.wrappingAdd(1, ordering: .relaxed).newValue, count) }
            return read(file.path, excerptsWithin: roots?[file.root], options)
        }
        let identity = FileIdentity(files.compactMap(\.export))
        var findings = walk.findings
        for file in files { findings += file.findings }
        findings += identity.findings
        findings = inOrder(findings)
        let isRefused = { (finding: Finding) in
            finding.severity == .error || options.isStrict && finding.severity == .warning
        }
        return Outcome(
            frameworks: identity.served, rejected: rejected(findings), findings: findings,
            fileCount: files.count { !$0.isGone } + walk.refusedCount, hasErrors: findings.contains(where: isRefused),
            unreadable: walk.unreadable)
    }

    /// A file after it was read.
    private struct File: Sendable {
        var export: Export?
        var findings: [Finding]
        /// It was removed between the walk and the reading.
        var isGone = false
    }

    /// - Parameter folder: the real path of one whose files may be shown; nil where no file may.
    private static func read(_ path: FilePath, excerptsWithin folder: FilePath?, _ options: Options) -> File {
        do throws(FileReader.Failure) {
            let contents = try FileReader.read(path, maximum: options.maxFileBytes, resolvesLinks: folder != nil)
            let source = SourceFile(
                path: path.display, bytes: contents.bytes, digest: SHA256(hashing: contents.bytes))
            let isWithin = folder.flatMap { contents.realPath?.isWithin($0) } ?? false
            let export = Export(reading: source, now: options.now, withExcerpts: isWithin)
            return File(export: export, findings: export.findings)
        } catch {
            if case .system(let error) = error, error.code == ENOENT, !path.isThere {
                return File(findings: [], isGone: true)
            }
            return File(findings: [Finding(error, reading: path, maximum: options.maxFileBytes)])
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
    package convenience init(_ outcome: Loader.Outcome, generation: UInt64, loadedAt: Int64) {
        let occupations = Dictionary(grouping: outcome.frameworks, by: \.soc).values.compactMap(Versions.init)
        self.init(
            generation: generation, occupations: occupations, loadedAt: loadedAt, rejected: outcome.rejected)
    }
}
