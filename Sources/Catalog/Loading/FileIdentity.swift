import Hashing
import JSON

/// Which files are served where several have the same content, or are of the same occupation (API.md 5). Nothing here
/// depends on paths or the order of reading, but which name of two equal files is given.
struct FileIdentity {
    private(set) var served: [Framework] = []
    private(set) var findings: [Finding] = []

    /// Files whose text may be shown.
    private let shown: Set<String>

    /// - Parameters:
    ///   - frameworks: in order of path.
    ///   - shown: paths of files whose findings show the line that they are about.
    init(_ frameworks: [Framework], showing shown: Set<String> = []) {
        self.shown = shown
        let byVersion = Dictionary(grouping: withoutCopies(frameworks), by: \.identity)
        let winners = byVersion.values.map { pick($0) }
        let byOccupation = Dictionary(grouping: winners, by: \.soc)
        for occupation in byOccupation.values {
            let inOrder = occupation.sorted {
                ($0.exportedAt.milliseconds, $0.version) < ($1.exportedAt.milliseconds, $1.version)
            }
            checkOrder(inOrder)
            served += withoutCollisions(inOrder)
        }
        served.sort { ($0.soc, $0.version) < ($1.soc, $1.version) }
    }

    /// One of each set of files with the same bytes.
    private mutating func withoutCopies(_ candidates: [Framework]) -> [Framework] {
        var firsts: [SHA256: Framework] = [:]
        return candidates.filter { candidate in
            guard let first = firsts[candidate.source.digest] else {
                firsts[candidate.source.digest] = candidate
                return true
            }
            note(
                candidate, .duplicateFile, "the same bytes as \(first.source.path), which is loaded",
                "Remove one of the two files.")
            return false
        }
    }

    /// The candidate that is served, of those of one occupation and version: the latest, of several the one with the
    /// smaller digest.
    private mutating func pick(_ candidates: [Framework]) -> Framework {
        var best = candidates[0]
        for candidate in candidates.dropFirst() where Self.precedes(candidate, best) { best = candidate }
        for candidate in candidates where candidate !== best {
            if candidate.exportedAt.milliseconds < best.exportedAt.milliseconds {
                note(
                    candidate, .supersededFile,
                    "\(best.source.path) has the same occupation and version with a later exportedAt: that one is served",
                    "Remove the older file.")
            } else {
                note(
                    candidate, .conflictingFiles,
                    "\(best.source.path) has the same occupation, version and exportedAt and differs: that one is served, "
                        + "since its SHA-256 is smaller",
                    "Keep the right one of the two files.")
            }
        }
        return best
    }

    private static func precedes(_ left: Framework, _ right: Framework) -> Bool {
        let (leftTime, rightTime) = (left.exportedAt.milliseconds, right.exportedAt.milliseconds)
        guard leftTime == rightTime else { return leftTime > rightTime }
        return left.source.digest < right.source.digest
    }

    /// - Parameter versions: of one occupation, oldest first.
    private mutating func checkOrder(_ versions: [Framework]) {
        for (older, newer) in zip(versions, versions.dropFirst())
        where newer.version < older.version {
            note(
                newer, .versionOrder,
                "version \(newer.version) was exported later than \(older.version) in "
                    + "\(older.source.path) and counts as the newer one, though its name sorts before",
                "Check exportedAt in both files if this is not what was meant.")
        }
    }

    /// Leaves out a version that has an id of another statement: what was there first keeps it.
    ///
    /// - Parameter versions: of one occupation, oldest first.
    private mutating func withoutCollisions(_ versions: [Framework]) -> [Framework] {
        guard versions.count > 1 else { return versions }
        var known: [UInt64: (text: Text, path: String)] = [:]
        return versions.filter { candidate in
            let statements = candidate.levels.flatMap(\.statements)
            let collision = statements.first { statement in
                guard let text = known[statement.id.hash]?.text, text != statement.verbatim else { return false }
                return Normalisation.normalised(text) != Normalisation.normalised(statement.verbatim)
            }
            if let collision {
                note(
                    candidate, .statementIDCollision,
                    "statement \(collision.id) has the id of another one in \(known[collision.id.hash]?.path ?? "")",
                    "Change a word of it: ids are hashes, and these two are equal by chance.")
                return false
            }
            for statement in statements {
                known[statement.id.hash] = (statement.verbatim, candidate.source.path)
            }
            return true
        }
    }

    private mutating func note(
        _ framework: Framework, _ rule: Finding.Rule, _ message: String, _ help: String
    ) {
        let names = rule == .versionOrder ? ["framework", "version"] : ["occupation", "soc"]
        let source = framework.source
        let position = Position(of: source.offset(of: names), in: source.bytes)
        var finding = Finding(
            file: source.path, line: position.line, column: position.column, offset: position.offset,
            pointer: names.map { "/\($0)" }.joined(), rule: rule, message: message, help: help)
        if shown.contains(source.path) { finding.addExcerpt(of: source.bytes) }
        findings.append(finding)
    }
}

extension SourceFile {
    /// Where a value begins that was read before, in bytes from 0. Read once more: what is found between files is rare,
    /// and to remember the places of every file is not worth it.
    fileprivate func offset(of names: [String]) -> Int {
        let root = try? Document(parsing: bytes).root
        return names.reduce(root) { $0?[$1] }?.range.lowerBound ?? 0
    }
}
