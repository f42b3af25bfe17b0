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

    /// The root of the repository.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    /// The exports that ship with the program.
    static let samples = "\(root)/Config/samples"
}
