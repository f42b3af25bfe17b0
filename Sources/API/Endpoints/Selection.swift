import Catalog
import Formats
import HTTP

/// The framework that a path names: the newest version of an occupation, or one that is pinned. `latest` is not a
/// version but the unpinned resource under another name.
struct Selection: Sendable {
    let listed: Listed
    let links: FrameworkLinks
    let cache: CachePolicy

    var framework: Framework { listed.framework }

    init(_ call: Call) throws(Problem) {
        let versions = try Self.versions(call)
        var framework = versions.newest
        var isPinned = false
        if let text = call.path[.version], text != FrameworkVersion.latest {
            guard let pinned = FrameworkVersion(text).flatMap({ versions[$0] }) else {
                throw .versionNotFound(text, in: versions)
            }
            framework = pinned
            isPinned = true
        }
        listed = Listed(framework: framework, versions: versions)
        links = FrameworkLinks(framework, isPinned: isPinned, builder: call.links)
        cache = isPinned ? .pinned : .newest
    }

    static func versions(_ call: Call) throws(Problem) -> Snapshot.Versions {
        let text = call.path[.soc] ?? ""
        guard let versions = SOC(text).flatMap({ call.snapshot.versions(of: $0) }) else {
            throw .frameworkNotFound(text, nearest: call.snapshot.frameworks(near: text), links: call.links)
        }
        return versions
    }

    /// The level that the path names by key or ordinal.
    func level(_ call: Call) throws(Problem) -> Level {
        let text = call.path[.level] ?? ""
        guard let level = framework.levels.first(where: { $0.key == text || String($0.ordinal) == text }) else {
            throw .levelNotFound(text, in: framework)
        }
        return level
    }

    /// Every version is asked for by links in the others, so what is told of one changes with any of them.
    var lastModified: Int64 {
        listed.versions.lastModified
    }

    /// The document of some of its levels.
    func markdown(levels: [Level], url: String) -> [UInt8] {
        FrameworkDocument.markdown(
            of: framework, levels: levels, attribution: Attribution.entries(for: [framework]), url: url)
    }

    /// Where the list that is a part of this framework is.
    func place(of part: FrameworkLinks.Part) -> ListPlace {
        let target = links.target(part)
        return ListPlace(
            target.route, target.values, links: links.builder, cache: cache, lastModified: lastModified)
    }
}

extension Snapshot.Versions {
    /// Seconds since 1970 of the latest export.
    var lastModified: Int64 {
        newest.exportedAt.seconds
    }
}

extension Timestamp {
    /// Seconds since 1970, the fraction cut off: what HTTP dates can say.
    var seconds: Int64 {
        (milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000
    }
}
