/// Files and folders by their paths: a folder stands for all that is below it.
struct PathSet {
    private let paths: Set<String>

    init(_ paths: [String]) {
        self.paths = Set(paths)
    }

    func covers(_ path: String) -> Bool {
        guard !paths.isEmpty else { return false }
        var rest = path[...]
        while true {
            if paths.contains(String(rest)) { return true }
            guard let slash = rest.lastIndex(of: "/") else { return false }
            rest = rest[..<slash]
        }
    }
}
