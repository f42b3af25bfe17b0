import JSON

/// Which files are served where several have the same content, or are of the same occupation (API.md 5). Nothing here
/// depends on paths or the order of reading, but which name of two equal files is given.
struct FileIdentity {
    private(set) var served: [Framework] = []
    private(set) var findings: [Finding] = []

    /// A framework, and where its SOC code and version string stand in its file.
    private struct Candidate {
        let framework: Framework
        let offsets: (soc: Int, version: Int)
        let hasExcerpts: Bool

        var path: String { framework.source.path }
        var key: Key { Key(soc: framework.soc, version: framework.version) }
    }

    private struct Key: Hashable {
        let soc: SOC
        let version: FrameworkVersion
    }

    /// - Parameter exports: in order of path.
    init(_ exports: [Export]) {
        let candidates = exports.compactMap { export in
            export.framework.map {
                Candidate(framework: $0, offsets: export.offsets, hasExcerpts: export.hasExcerpts)
            }
        }
        let byVersion = Dictionary(grouping: withoutCopies(candidates), by: \.key)
        let winners = byVersion.values.map { pick($0) }
        let byOccupation = Dictionary(grouping: winners, by: \.framework.soc)
        for occupation in byOccupation.values {
            let inOrder = occupation.sorted {
                ($0.framework.exportedAt.milliseconds, $0.framework.version)
                    < ($1.framework.exportedAt.milliseconds, $1.framework.version)
            }
            checkOrder(inOrder)
            served += withoutCollisions(inOrder).map(\.framework)
        }
        served.sort { ($0.soc, $0.version) < ($1.soc, $1.version) }
    }

    /// One of each set of files with the same bytes.
    private mutating func withoutCopies(_ candidates: [Candidate]) -> [Candidate] {
        var firsts: [SHA256: Candidate] = [:]
        return candidates.filter { candidate in
            guard let first = firsts[candidate.framework.source.digest] else {
                firsts[candidate.framework.source.digest] = candidate
                return true
            }
            note(
                candidate, .duplicateFile, "the same bytes as \(first.path), which is loaded",
                "Remove one of the two files.")
            return false
        }
    }

    /// The candidate that is served, of those of one occupation and version: the latest, of several the one with the
    /// smaller digest.
    private mutating func pick(_ candidates: [Candidate]) -> Candidate {
        var best = candidates[0]
        for candidate in candidates.dropFirst() where Self.precedes(candidate, best) { best = candidate }
        for candidate in candidates where candidate.framework !== best.framework {
            if candidate.framework.exportedAt.milliseconds < best.framework.exportedAt.milliseconds {
                note(
                    candidate, .supersededFile,
                    "\(best.path) has the same occupation and version with a later exportedAt: that one is served",
                    "Remove the older file.")
            } else {
                note(
                    candidate, .conflictingFiles,
                    "\(best.path) has the same occupation, version and exportedAt and differs: that one is served, "
                        + "since its SHA-256 is smaller",
                    "Keep the right one of the two files.")
            }
        }
        return best
    }

    private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        let (leftTime, rightTime) = (left.framework.exportedAt.milliseconds, right.framework.exportedAt.milliseconds)
        guard leftTime == rightTime else { return leftTime > rightTime }
        return left.framework.source.digest < right.framework.source.digest
    }

    /// - Parameter versions: of one occupation, oldest first.
    private mutating func checkOrder(_ versions: [Candidate]) {
        for (older, newer) in zip(versions, versions.dropFirst())
        where newer.framework.version < older.framework.version {
            note(
                newer, .versionOrder,
                "version \(newer.framework.version) was exported later than \(older.framework.version) in "
                    + "\(older.path) and counts as the newer one, though its name sorts before",
                "Check exportedAt in both files if this is not what was meant.")
        }
    }

    /// Leaves out a version that has an id of another statement: what was there first keeps it.
    ///
    /// - Parameter versions: of one occupation, oldest first.
    private mutating func withoutCollisions(_ versions: [Candidate]) -> [Candidate] {
        guard versions.count > 1 else { return versions }
        var known: [UInt64: (text: Text, path: String)] = [:]
        return versions.filter { candidate in
            let statements = candidate.framework.levels.flatMap(\.statements)
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
                known[statement.id.hash] = (statement.verbatim, candidate.path)
            }
            return true
        }
    }

    private mutating func note(
        _ candidate: Candidate, _ rule: Finding.Rule, _ message: String, _ help: String
    ) {
        let isAboutVersion = rule == .versionOrder
        let offset = isAboutVersion ? candidate.offsets.version : candidate.offsets.soc
        let bytes = candidate.framework.source.bytes
        let position = Position(of: offset, in: bytes)
        var finding = Finding(
            file: candidate.path, line: position.line, column: position.column, offset: position.offset,
            pointer: isAboutVersion ? "/framework/version" : "/occupation/soc", rule: rule, message: message,
            help: help)
        if candidate.hasExcerpts { finding.addExcerpt(of: bytes) }
        findings.append(finding)
    }
}
