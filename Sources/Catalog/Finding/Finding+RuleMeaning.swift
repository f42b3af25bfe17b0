extension Finding.Rule {
    /// What the page of the rules tells of one.
    package struct Meaning: Sendable {
        /// The worse one first, where there are two.
        package let severities: [Finding.Severity]
        /// What holds of a file that is in order, in one sentence.
        package let summary: String
        /// What is done with one that is not.
        package let consequence: String

        fileprivate init(_ severities: [Finding.Severity], _ summary: String, _ consequence: String) {
            self.severities = severities
            self.summary = summary
            self.consequence = consequence
        }

        fileprivate static func error(_ summary: String, _ consequence: String = "The file is left out.") -> Meaning {
            Meaning([.error], summary, consequence)
        }

        fileprivate static func warning(_ summary: String, _ consequence: String) -> Meaning {
            Meaning([.warning], summary, consequence)
        }

        fileprivate static func info(_ summary: String, _ consequence: String) -> Meaning {
            Meaning([.info], summary, consequence)
        }

        fileprivate static func errorOrWarning(_ summary: String, _ consequence: String) -> Meaning {
            Meaning([.error, .warning], summary, consequence)
        }
    }

    /// The worse one, where the rule has two.
    package var severity: Finding.Severity { meaning.severities[0] }

    package var meaning: Meaning {
        switch self {
        case .invalidJSON: .error("A file is one JSON text as RFC 8259 defines it.")
        case .notUTF8: .error("A file is UTF-8.", "The file is left out; no byte is ever replaced.")
        case .loneSurrogate: .error("A `\\uXXXX` escape of a surrogate comes in a pair.")
        case .nestedTooDeep: .error("Arrays and objects are nested at most 64 deep.")
        case .emptyFile: .error("A file holds a JSON value.")
        case .repeatedName: .error("A name stands once in an object, after its escapes are read.")
        case .byteOrderMark: .warning("A file begins with its JSON value.", "A byte order mark before it is ignored.")
        case .missingField:
            .errorOrWarning(
                "A field of the format is there.",
                "Without a required one the file is left out; another one is served as absent, never invented.")
        case .wrongType:
            .errorOrWarning(
                "A field has the type that the format gives it.",
                "The file is left out; what is wrong in `sources` alone is kept and served under `unknown`, a warning.")
        case .emptyText:
            .errorOrWarning(
                "A text is not empty; `description` may be.",
                "With an empty required text the file is left out; another one is served as absent.")
        case .unknownField:
            .info("A field is one that the format has.", "Another one is kept and served under `unknown`.")
        case .manyUnknownFields:
            .warning(
                "A file has at most 1,000 fields that the format does not have.",
                "All are kept and served under `unknown`, and not listed one by one.")
        case .unsupportedSchema: .error("`schemaVersion` is 1.0, or another minor version of 1.")
        case .unusualSchema:
            .warning(
                "`schemaVersion` is 1.0.",
                "Another minor version is read as far as it is known, the rest kept as unknown fields; `1` is 1.0.")
        case .invalidTimestamp: .error("`exportedAt` is a date and time of ISO 8601 as RFC 3339 writes it.")
        case .incompleteTimestamp:
            .warning("`exportedAt` has a time and a zone.", "Without a time it is 00:00:00, without a zone UTC.")
        case .leapSecond: .warning("`exportedAt` is no leap second.", "One is taken as the second after it.")
        case .futureTimestamp:
            .warning("`exportedAt` is not in the future.", "It counts as it is written, as the newest too.")
        case .invalidSOC: .error("`soc` is an O*NET-SOC code, NN-NNNN.NN in ASCII digits, and nothing else.")
        case .invalidJobZone: .error("`jobZone` is an integer from 1 to 5, or null.")
        case .unusualJobZone:
            .warning("`jobZone` is written without fraction or exponent.", "`2.0` is read as 2.")
        case .missingJobZone: .warning("`jobZone` has a value.", "null is served as null.")
        case .invalidVersion:
            .error(
                "`version` has 1 to 64 of the characters A-Z a-z 0-9 . _ + -, begins with a letter or digit, and is "
                    + "not `latest`.")
        case .unusualVersion: .warning("`version` has the form v.YY.MM.", "Another one is kept as it is.")
        case .invalidLevel: .error("The key of a level begins with a letter and has at most 64 of A-Z a-z 0-9 _ -.")
        case .levelCount: .error("A framework has 1 to 20 levels.")
        case .unusualLevels:
            .warning(
                "The levels are emerging, developing, proficient and advanced, in this order.",
                "Others are served as they are, in the order of the file.")
        case .mismatchedLabel: .warning("A label does not name another level.", "The key counts.")
        case .emptyLevel: .warning("A level has statements.", "It is served without any.")
        case .noStatements: .error("A framework has at least one statement.")
        case .manyStatements: .warning("A level has at most 500 statements.", "All are served.")
        case .emptyStatement: .error("A statement has something else than white space.")
        case .duplicateStatement:
            .warning("A statement stands once in a framework.", "Its further ids end in -2, -3 and so on.")
        case .missingSeparator:
            .warning("A statement has a title and a text with ` — ` between them.", "It is kept whole.")
        case .emptyPart: .warning("There is something on both sides of ` — `.", "The statement is kept whole.")
        case .untrimmedStatement:
            .warning("A statement neither begins nor ends with white space.", "It is served as it is written.")
        case .statementIDCollision:
            .error(
                "Two different statements of an occupation have two different ids.",
                "The file is left out; of two files, that of the later version.")
        case .controlCharacter:
            .warning("A text has no control characters and no line breaks.", "They are served, escaped as JSON does.")
        case .directionControl:
            .warning(
                "A text has no characters that override or isolate the direction of writing.",
                "They are served as they are.")
        case .longText:
            .warning("A name has at most 1,000 characters, a statement or description 32,768.", "It is served whole.")
        case .unreadableFile: .error("A file can be read.")
        case .unreadableFolder:
            .errorOrWarning(
                "A folder can be read, and a link leads somewhere.",
                "Nothing in the folder is loaded; a link that leads nowhere is a warning where its name does not end "
                    + "in .json.")
        case .notRegularFile:
            .error("An export is a regular file, or a link to one.", "It is left out without being read.")
        case .fileTooLarge:
            .error("A file is no larger than `data.maxFileBytes`.", "It is left out, by its size, before it is read.")
        case .folderNamedJSON: .error("The name of a folder does not end in .json.", "The folder is not entered.")
        case .folderLoop: .warning("A link does not lead back to a folder that it is in.", "It is not followed.")
        case .sameFile: .info("A file or folder is reached by one path.", "By another one it is passed over.")
        case .unusualFileName:
            .warning("The name of a file is UTF-8 without control characters.", "It is shown escaped.")
        case .noExports: .warning("A folder that is named has at least one `*.json` file.", "It is served as empty.")
        case .tooManyFindings:
            .errorOrWarning(
                "A file has at most 1,000 errors and 1,000 other findings.",
                "More are counted, not listed; without an error among those it is a warning.")
        case .duplicateFile:
            .warning("No two files have the same bytes.", "One is loaded, the first in order of path.")
        case .supersededFile:
            .warning("One file has a version of an occupation.", "Of several the latest `exportedAt` is served.")
        case .conflictingFiles:
            .warning(
                "No two files have the same occupation, version and `exportedAt` and differ.",
                "The one with the smaller SHA-256 is served.")
        case .versionOrder:
            .info(
                "The versions of an occupation have the same order by `exportedAt` and by their names.",
                "The later `exportedAt` is the current one; `rungs serve` logs a warning.")
        }
    }
}
