import Glibc
import Server
import rungs

/// The program under test: the one that was built with these tests.
enum HarnessBinary {
    /// Beside the test bundle, wherever that was built; `RUNGS_TEST_BINARY` names another one.
    static let path: String = {
        if let path = rungs.Process.environment["RUNGS_TEST_BINARY"] { return path }
        let bundles = [rungs.Process.executable].compactMap { $0 } + CommandLine.arguments
        let candidates = bundles.map { bundle in
            bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/rungs"
        }
        return candidates.first { access($0, X_OK) == 0 } ?? "rungs"
    }()

    /// A user without rights of its own: root reads everything.
    static let nobody: uid_t = 65534

    /// Runs the program as somebody who has no rights by being root.
    ///
    /// - Parameter copy: where the program is put for it: the folder it was built in may be closed to others.
    static func runUnprivileged(_ arguments: [String], copy: String) throws -> HarnessProcess {
        // Somebody else cannot become another user, and need not.
        guard geteuid() == 0 else { return try HarnessProcess(arguments) }
        try copyProgram(to: copy)
        return try HarnessProcess(
            ["--reuid", "\(nobody)", "--regid", "\(nobody)", "--clear-groups", copy] + arguments,
            executable: "/usr/bin/setpriv")
    }

    private static func copyProgram(to copy: String) throws {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        let target = open(copy, O_WRONLY | O_CREAT | O_CLOEXEC, 0o755)
        defer { [source, target].forEach { close($0) } }
        var count = 0
        repeat {
            count = sendfile(target, source, nil, 1 << 30)
        } while count > 0
        guard count == 0, chmod(copy, 0o755) == 0 else { throw SystemError(call: "sendfile", errno: errno) }
    }

    /// The root of the repository.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    /// The exports that ship with the program.
    static let samples = "\(root)/Config/samples"
}
