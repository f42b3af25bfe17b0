/// Reads export files into a snapshot.
package struct Loader: Sendable {
    package struct Options: Sendable {
        /// Folders or files.
        package var paths: [String]
        /// A larger file is refused before it is read, in bytes.
        package var maxFileBytes: Int
        /// Warnings count as errors.
        package var isStrict: Bool
        /// How many files are read and parsed at once.
        package var parallelism: Int

        package init(paths: [String], maxFileBytes: Int = 16 << 20, isStrict: Bool = false, parallelism: Int = 1) {
            self.paths = paths
            self.maxFileBytes = maxFileBytes
            self.isStrict = isStrict
            self.parallelism = parallelism
        }
    }

    package struct Outcome: Sendable {
        package var frameworks: [Framework]
        package var rejected: [Snapshot.RejectedFile]
        /// Every finding, those of rejected files included, in order of path, then place.
        package var findings: [Finding]
        package var fileCount: Int
    }

    /// A path that was named and cannot be read.
    package struct PathError: Error, Sendable {
        package let path: String
        package let reason: String
    }

    package static func load(_ options: Options) throws(PathError) -> Outcome {
        preconditionFailure("to be written")
    }
}
