extension Finding {
    /// What is checked, group by group. The raw value is the stable id of the rule: never renamed, never reused.
    package enum Rule: String, Sendable, CaseIterable {
        // The text.
        case invalidJSON = "invalid-json"
        case notUTF8 = "not-utf-8"
        case loneSurrogate = "lone-surrogate"
        case nestedTooDeep = "nested-too-deep"
        case emptyFile = "empty-file"
        case repeatedName = "repeated-name"
        case byteOrderMark = "byte-order-mark"

        // The fields.
        case missingField = "missing-field"
        case wrongType = "wrong-type"
        case emptyText = "empty-text"
        case unknownField = "unknown-field"
        case manyUnknownFields = "many-unknown-fields"
        case unsupportedSchema = "unsupported-schema"
        case unusualSchema = "unusual-schema"
        case invalidTimestamp = "invalid-timestamp"
        case incompleteTimestamp = "incomplete-timestamp"
        case leapSecond = "leap-second"
        case futureTimestamp = "future-timestamp"
        case invalidSOC = "invalid-soc"
        case invalidJobZone = "invalid-job-zone"
        case unusualJobZone = "unusual-job-zone"
        case missingJobZone = "missing-job-zone"
        case invalidVersion = "invalid-version"
        case unusualVersion = "unusual-version"

        // Levels and statements.
        case invalidLevel = "invalid-level"
        case levelCount = "level-count"
        case unusualLevels = "unusual-levels"
        case mismatchedLabel = "mismatched-label"
        case emptyLevel = "empty-level"
        case noStatements = "no-statements"
        case manyStatements = "many-statements"
        case emptyStatement = "empty-statement"
        case duplicateStatement = "duplicate-statement"
        case missingSeparator = "missing-separator"
        case emptyPart = "empty-part"
        case untrimmedStatement = "untrimmed-statement"
        case statementIDCollision = "statement-id-collision"

        // Any text.
        case controlCharacter = "control-character"
        case directionControl = "direction-control"
        case longText = "long-text"

        // Files.
        case unreadableFile = "unreadable-file"
        case unreadableFolder = "unreadable-folder"
        case notRegularFile = "not-regular-file"
        case fileTooLarge = "file-too-large"
        case folderNamedJSON = "folder-named-json"
        case folderLoop = "folder-loop"
        case sameFile = "same-file"
        case unusualFileName = "unusual-file-name"
        case noExports = "no-exports"
        case tooManyFindings = "too-many-findings"

        // Identity between files.
        case duplicateFile = "duplicate-file"
        case supersededFile = "superseded-file"
        case conflictingFiles = "conflicting-files"
        case versionOrder = "version-order"

        package var id: String { rawValue }
    }
}
