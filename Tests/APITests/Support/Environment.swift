import Glibc

/// Folders of test data that are not in the repository.
enum Environment {
    /// Real exports.
    static let exports = getenv("RUNGS_TEST_EXPORTS").map { String(cString: $0) }
}
