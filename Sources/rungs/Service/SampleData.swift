/// Finds the exports that are served where nobody names any.
package enum SampleData {
    /// Where packages and images put them.
    package static let installed = "/usr/share/rungs/samples"

    /// The installed samples, else `Config/samples` beside the package: in a folder above the executable, or above
    /// the working directory.
    package static func find(executable: String?, workingDirectory: String?) -> String? {
        let starts = [executable, workingDirectory].compactMap { $0 }
        let beside = starts.flatMap(foldersAbove).map { ($0 == "/" ? "" : $0) + "/Config/samples" }
        return ([installed] + beside).first(where: File.isFolder)
    }

    /// `/a/b` gives `/a/b`, `/a` and `/`.
    private static func foldersAbove(_ path: String) -> [String] {
        var folders: [String] = []
        var names = path.split(separator: "/")
        while !names.isEmpty {
            folders.append("/" + names.joined(separator: "/"))
            names.removeLast()
        }
        return folders + ["/"]
    }
}
