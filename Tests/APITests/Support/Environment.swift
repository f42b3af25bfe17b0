import Glibc

/// What the environment says of test data that is not in the repository.
enum Environment {
    /// A folder with real exports.
    static let exports = value("RUNGS_TEST_EXPORTS")
    /// A large folder of exports.
    static let corpus = value("RUNGS_TEST_CORPUS")
    /// A folder of bad exports.
    static let bad = value("RUNGS_TEST_BAD")

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
