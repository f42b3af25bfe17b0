import Catalog

extension Setting {
    /// The key that an unknown one most likely stands for; groups of keys too where `withGroups`.
    package static func nearestKey(to key: String, in table: [Setting], withGroups: Bool = false) -> String? {
        let keys = table.map(\.key)
        let groups = withGroups ? keys.flatMap(groups) : []
        return nearest(to: key, among: groups + keys, separator: ".")
    }

    /// The variable that an unknown one most likely stands for. What all of them begin with makes no two of them near.
    package static func nearestVariable(to name: String, among names: [String]) -> String? {
        let prefix = "RUNGS_"
        let ends = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return nearest(to: String(name.dropFirst(prefix.count)), among: ends, separator: "_").map { prefix + $0 }
    }

    /// By spelling, else by whole words: `port` is the end of `http.port`, `DATA_DIR` goes on after `DATA`.
    private static func nearest(to name: String, among names: [String], separator: String) -> String? {
        if let near = Catalog.nearest(to: name, among: names) { return near }
        return names.first { candidate in
            candidate.hasSuffix(separator + name) || candidate.hasPrefix(name + separator)
                || name.hasPrefix(candidate + separator) || name.hasSuffix(separator + candidate)
        }
    }

    /// `http.cors.origins` is in `http` and `http.cors`.
    private static func groups(of key: String) -> [String] {
        let names = key.split(separator: ".")
        return (1..<names.count).map { names.prefix($0).joined(separator: ".") }
    }
}
