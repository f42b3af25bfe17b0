/// What of the export format is a number or a list: the reader goes by it, and the published schema tells it.
package enum ExportFormat {
    package static let levelCounts = 1...20
    package static let jobZones = 1...5
    /// The levels that exports have, in their order. Others load, with a warning.
    package static let usualLevels = ["emerging", "developing", "proficient", "advanced"]
}
