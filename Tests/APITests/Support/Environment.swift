import Glibc

/// What the environment says of test data that is not in the repository.
enum Environment {
    /// A folder with real exports.
    static let exports = value("RUNGS_TEST_EXPORTS")
    /// A large folder of exports.
    static let corpus = value("RUNGS_TEST_CORPUS")
    /// A folder of bad exports.
    static let bad = value("RUNGS_TEST_BAD")
    /// How many mutations of exports are tried.
    static let mutations = value("RUNGS_TEST_MUTATIONS").flatMap { UInt64($0) }
    /// Of the first mutation, to try those of another run again.
    static let seed = value("RUNGS_TEST_SEED").flatMap { UInt64($0) }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
