import Catalog
import HTTP

extension Call {
    /// What an answer is saved as (RFC 6266 section 4.3): what the path names, with dots as in the files of exports. Of a
    /// path that was found every part is of a grammar without quotes.
    func fileName(of route: Route) -> String {
        var names = route.pattern.parameters.filter { $0 != .version }.compactMap { path[$0] }
        if let version = servedVersion { names.insert(version, at: 1) }
        if case .literal(let part)? = route.pattern.segments.last, part != "source" {
            // Without its `:batchGet`: not every system has colons in the names of files.
            names.append(String(part.prefix { $0 != ":" }))
        }
        return "\(names.joined(separator: "_")).\(type.format ?? "json")"
    }

    /// The version that is answered where the path leads into a framework.
    private var servedVersion: String? {
        guard path[.soc] != nil, let versions = try? Selection.versions(self) else { return nil }
        guard let pinned = path[.version], pinned != FrameworkVersion.latest else {
            return versions.newest.version.text
        }
        return pinned
    }
}
