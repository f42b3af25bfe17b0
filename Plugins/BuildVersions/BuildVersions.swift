import Foundation
import PackagePlugin

/// Writes which compiler and which versions of which packages a target is made of, as Swift: what was resolved is what
/// is told, and no list is kept by hand.
@main struct BuildVersions: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let swiftc = try context.tool(named: "swiftc").url
        let file = context.pluginWorkDirectoryURL.appending(path: "BuildVersions.swift")
        let linked = Set(target.recursiveTargetDependencies.map(\.id))
        let packages = versions(below: context.package, linked: linked).sorted { $0.key < $1.key }
        let pairs = packages.map { "(\"\($0.key)\", \"\($0.value)\")" }.joined(separator: ", ")
        let source = """
            enum BuildVersions {
                static let swift = "%s"
                static let packages: [(name: String, version: String)] = [\(pairs)]
            }

            """
        // The compiler says which one it is: nothing in the language does.
        let script = #"""
            swift="$("$1" --version 2> /dev/null | sed -nE '1s/.*Swift version ([^ ]+).*/\1/p')"
            printf "$2" "${swift:?}" > "$3"
            """#
        return [
            .buildCommand(
                displayName: "Naming what the program is made of", executable: URL(filePath: "/bin/sh"),
                arguments: ["-euc", script, "sh", swiftc.path, source, file.path], inputFiles: [swiftc],
                outputFiles: [file])
        ]
    }

    /// By name, of all packages that something in `linked` belongs to.
    private func versions(below package: Package, linked: Set<Target.ID>) -> [String: String] {
        var versions: [String: String] = [:]
        for dependency in package.dependencies.map(\.package) {
            versions.merge(self.versions(below: dependency, linked: linked)) { first, _ in first }
            guard dependency.targets.contains(where: { linked.contains($0.id) }) else { continue }
            if case .repository(_, let version, _) = dependency.origin { versions[dependency.id] = version }
        }
        return versions
    }
}
