import Catalog

// What is told of frameworks, levels and statements.
extension Schema {
    static let soc = Schema.text("The O*NET-SOC code, NN-NNNN.NN.", pattern: #"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$"#)
    static let versionName = Schema.text(
        "The version of the framework, an opaque name.", pattern: "^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$")
    static let exportedAt = Schema.text(
        """
        When the file was exported, as the file has it: an instant or a date of RFC 3339. Without a time or zone it \
        stands for 00:00:00 and UTC.
        """)
    static let levelKey = Schema.text(
        "The key of the level, its name for programs.", pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$")
    static let ordinal = Schema.integer(
        "Its place among the levels, from 1.", from: 1, to: ExportFormat.levelCounts.upperBound)
    static let label = Schema.text("The name of the level for people.")
    static let statementID = Schema.text(
        """
        The id of the statement. It depends on the occupation and the words alone: a statement that moves to another \
        level keeps it, one that is reworded gets another.
        """, pattern: #"^[0-9]{2}-[0-9]{4}\.[0-9]{2}-[0-9a-hjkmnp-tv-z]{10}(-[1-9][0-9]*)?$"#)
    static let position = Schema.integer("Its place in the level, from 1.", from: 1)
    static let levelCount = Schema.integer("How many levels it has.", from: 1)
    static let statementCount = Schema.integer("How many statements it has.", from: 0)

    static let attributionEntries = Schema.list(
        of: .component(.attribution),
        "Whom to credit wherever this content is shown, each once, in order of first appearance.")

    static let attribution = Schema.members(
        "A line of credit.",
        .always("text", .text("To be shown as it is.")),
        .whereKnown("covers", .text("What of the content it is about, where not all of it.")))

    private static let occupationList: [Member] = [
        .always("soc", soc),
        .always("title", .text("The name of the occupation.")),
        .whereKnown("group", .text("The group of occupations that it is listed under.")),
        .whereKnown("sector", .text("The sector, an opaque code.")),
        .whereKnown(
            "jobZone",
            .integer(
                "The O*NET job zone, from 1 (little preparation) to 5.", from: ExportFormat.jobZones.lowerBound,
                to: ExportFormat.jobZones.upperBound)),
        .whereKnown(
            "jobZoneInferred", .flag("Whether the job zone was inferred: then it is not a fact of O*NET.")),
    ]

    static let occupationMembers = Schema.members("The occupation that the framework is for.", occupationList)

    static let frameworkSummary = Schema.members(
        "A framework without its statements.",
        occupationList + [
            .always("version", versionName),
            .always("exportedAt", exportedAt),
            .always("levelCount", levelCount),
            .always("statementCount", statementCount),
            .whereKnown(
                "levels", .list(of: .component(.level), "The levels, where `include` asks for them.")),
            .always("links", .members(nil, .always("self", .link("The framework, whole.")))),
        ])

    static let framework = Schema.members(
        "One version of the framework of one occupation, whole.",
        .always("soc", soc),
        .always("version", versionName),
        .always("isLatest", .flag("Whether it is the newest loaded version of the occupation.")),
        .always("exportedAt", exportedAt),
        .always("schemaVersion", .text("The version of the export format of the file.")),
        .always("occupation", .component(.occupation)),
        .whereKnown("description", .text("What the framework is.")),
        .whereKnown("contextCovered", .text("Where and at what work the statements hold.")),
        .always("levels", .list(of: .component(.level), "The levels, lowest first.")),
        .whereKnown(
            "sources",
            [
                "description": "What the framework was made from, by name.", "type": "object",
                "additionalProperties": ["type": "string"],
            ]),
        .whereKnown(
            "unknown",
            [
                "description": """
                Fields of the export that this API has no name for: each value as the file has it, by its JSON pointer \
                (RFC 6901).
                """,
                "type": "object", "additionalProperties": true,
            ]),
        .always("attribution", attributionEntries),
        .always(
            "links",
            .members(
                nil,
                .always("self", .link()),
                .always("levels", .link()),
                .always("statements", .link("Its statements as a flat list.")),
                .always("versions", .link("The loaded versions of the occupation.")),
                .always("version", .link("This version, pinned.")),
                .always("source", .link("The export file itself.")),
                .always("onet", .link("The occupation at O*NET OnLine.")))))

    private static func levelMembers(links: Member...) -> [Member] {
        [
            .always("key", levelKey),
            .always("ordinal", ordinal),
            .whereKnown("label", label),
            .always("statementCount", statementCount),
            .whereKnown("statements", .list(of: .component(.levelStatement), "In the order of the export.")),
        ] + (links.isEmpty ? [] : [.always("links", .members(nil, links))])
    }

    static let level = Schema.members(
        "A level with its statements.",
        levelMembers() + [.whereKnown("links", .members("In a list of levels.", .always("self", .link())))])

    static let levelResource = Schema.members(
        "One level of a framework.",
        levelMembers(
            links: .always("self", .link()), .always("framework", .link()), .always("statements", .link()),
            .whereKnown("prev", .link("The level below.")), .whereKnown("next", .link("The level above.")))
            + [.always("attribution", attributionEntries)])

    private static let statementText: [Member] = [
        .whereKnown("title", .text("What stands before the first ` — ` of the statement.")),
        .whereKnown("text", .text("What stands after it.")),
        .always("statement", .text("The statement, as the export has it.")),
    ]

    static let levelStatement = Schema.members(
        "A statement within its level.",
        [.always("id", statementID), .always("position", position)] + statementText
            + [.always("links", .members(nil, .always("self", .link("Its permalink."))))])

    private static let statementMembers: [Member] =
        [
            .always("id", statementID),
            .always("soc", soc),
            .always("occupationTitle", .text("The name of the occupation.")),
            .always(
                "level",
                .members(
                    "The level that it is in.", .always("key", levelKey), .always("ordinal", ordinal),
                    .whereKnown("label", label))),
            .always("position", position),
            .always("version", versionName),
            .always("firstSeen", .text("The oldest loaded version that has the statement.")),
            .always(
                "lastSeen",
                .text(
                    "The newest loaded version that has it: where it is not the newest of all, it is no longer in use.")
            ),
        ] + statementText + [
            .always(
                "links",
                .members(
                    nil, .always("self", .link("Its permalink.")),
                    .always("framework", .link("The framework that it is in."))))
        ]

    static let statement = Schema.members("A statement with its level and framework.", statementMembers)

    static let statementResource = Schema.members(
        "A statement with its level, framework and credits.",
        statementMembers + [.always("attribution", attributionEntries)])

    static let statementBatch = Schema.members(
        "Statements that were asked for by their ids.",
        .always("data", .list(of: .component(.statement), "Those that there are, in the order asked.")),
        .always("missing", .list(of: .text(), "The ids that no loaded version knows.")),
        .always("links", .members(nil, .always("self", .link()))),
        .always("attribution", attributionEntries))

    /// - Parameters:
    ///   - value: of each entry.
    ///   - list: which link leads to what is counted.
    private static func facet(_ value: Schema, _ description: String, list: StaticString) -> Schema {
        .list(
            of: .members(
                nil, .always("value", value), .always("count", .integer(nil, from: 1)),
                .whereKnown(
                    "links",
                    .members("Where a filter can say it.", .always(list, .link("What is counted."))))),
            description + " The greatest count first.")
    }

    static let facets = Schema.members(
        "Counts of what the filters select.",
        .always("frameworks", .integer("Frameworks that are selected.", from: 0)),
        .always("statements", .integer("Their statements.", from: 0)),
        .always(
            "facets",
            .members(
                "By the filters of the same names.",
                .always("group", facet(.text(), "Frameworks by group.", list: "frameworks")),
                .always("sector", facet(.text(), "Frameworks by sector.", list: "frameworks")),
                .always("jobZone", facet(.integer(nil, from: 1), "Frameworks by job zone.", list: "frameworks")),
                .always(
                    "version",
                    facet(versionName, "Frameworks by version, every loaded one counted.", list: "frameworks")),
                .always("level", facet(levelKey, "Statements by level.", list: "statements")))),
        .always(
            "links",
            .members(
                nil, .always("self", .link()), .whereKnown("frameworks", .link("The frameworks that are selected.")),
                .whereKnown("statements", .link("Their statements.")))),
        .always("attribution", attributionEntries))

    static let exportOfAll = Schema.members(
        "Frameworks, each whole.",
        .always("data", .list(of: .component(.framework), "In order of code and version.")),
        .always("links", .members(nil, .always("self", .link()))),
        .always("attribution", attributionEntries))

    static let change = Schema.members(
        "A version that came.",
        .always("type", .word("What it did.", ["framework.added", "framework.updated"])),
        .always("soc", soc),
        .always("title", .text("The name of the occupation.")),
        .always("version", versionName),
        .whereKnown("previousVersion", .text("The loaded version before it.")),
        .always("exportedAt", exportedAt),
        .always(
            "links",
            .members(
                nil, .always("self", .link("The framework in this version.")),
                .always("framework", .link("The framework, whichever version is the newest.")))))

    static let version = Schema.members(
        "A loaded version of a framework.",
        .always("version", versionName),
        .always("exportedAt", exportedAt),
        .always("isLatest", .flag("Whether it is the newest.")),
        .always("levelCount", levelCount),
        .always("statementCount", statementCount),
        .always("links", .members(nil, .always("self", .link("The framework in this version.")))))
}
