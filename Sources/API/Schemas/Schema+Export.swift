import Catalog

extension Schema {
    /// The export format: it refuses what the loader refuses, as far as a schema can say it, and nothing else. What the
    /// loader only warns of is told in the descriptions.
    static func export(id: String) -> Schema {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(id),
            "title": "Export of a skills framework",
            "description": """
            One version of the skills framework of one occupation, as a file that Rungs loads. Fields that are not \
            described here are allowed anywhere: they are kept and served as they are, under `unknown`. The file \
            is UTF-8, no name stands twice in an object, and arrays and objects are nested at most 64 deep.
            """,
            "type": "object",
            "required": ["schemaVersion", "exportedAt", "occupation", "framework"],
            "properties": [
                "schemaVersion": schemaVersion,
                "exportedAt": exportTime,
                "occupation": ["$ref": "#/$defs/occupation"],
                "framework": ["$ref": "#/$defs/framework"],
                "sources": sources,
                "attribution": [
                    "description": "Whom to credit wherever the statements are shown; it is passed on with them.",
                    "type": "string",
                    "examples": ["© The Guild of Clock Menders"],
                ],
            ],
            "$defs": [
                "occupation": exportOccupation,
                "framework": exportFramework,
                "level": exportLevel,
                "visible": visible,
            ],
        ]
    }

    private static let schemaVersion: Schema = [
        "description": """
        The version of this format: 1.0, or a later minor version of 1, of which what is not known is kept among the \
        unknown fields.
        """,
        "type": "string",
        "$ref": "#/$defs/visible",
        "pattern": .pattern(#"^1(\.(0|[1-9][0-9]*))?$"#),
        "examples": ["1.0"],
    ]

    private static let exportTime: Schema = [
        "description": """
        When the file was exported, as RFC 3339 writes it. The versions of an occupation are ordered by it, as \
        instants. Without a zone it is taken as UTC, without a time as 00:00:00 UTC.
        """,
        "type": "string",
        "$ref": "#/$defs/visible",
        "pattern": .pattern("^\(DateTimePattern.date)([Tt]\(DateTimePattern.time)\(DateTimePattern.zone)?)?$"),
        "if": ["pattern": ":60"],
        "then": [
            "$comment": """
            A leap second is the last of a UTC day, since 1970. Of zones other than UTC a regular expression cannot \
            say it; the loader does.
            """,
            "pattern": .pattern(DateTimePattern.leapSecond),
        ],
        "examples": ["2026-03-04T05:06:07.890Z", "2026-03-04T07:06:07+02:00"],
    ]

    private static let exportOccupation: Schema = [
        "description": "The occupation that the framework is for.",
        "type": "object",
        "required": ["soc", "title"],
        "properties": [
            "soc": [
                "description": "The O*NET-SOC code, NN-NNNN.NN.",
                "type": "string",
                "$ref": "#/$defs/visible",
                "pattern": .pattern(#"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$"#),
                "examples": ["49-9064.00"],
            ],
            "title": [
                "description": "The name of the occupation: something other than white space.",
                "type": "string",
                "pattern": .pattern(notWhiteSpace),
                "examples": ["Clock Menders"],
            ],
            "group": [
                "description": "The group of occupations that it is listed under.",
                "type": "string",
                "examples": ["Installation, Maintenance & Repair"],
            ],
            "sector": [
                "description": "The sector, an opaque code: the export does not say of which list.",
                "type": "string",
                "examples": ["81"],
            ],
            "jobZone": [
                "description": "The O*NET job zone, from 1 (little preparation) to 5; null where there is none.",
                "type": ["integer", "null"],
                "minimum": .integer(ExportFormat.jobZones.lowerBound),
                "maximum": .integer(ExportFormat.jobZones.upperBound),
                "examples": [3],
            ],
            "jobZoneInferred": [
                "description": "Whether the job zone was inferred: then it is not a fact of O*NET.",
                "type": "boolean",
            ],
        ],
    ]

    private static let exportFramework: Schema = [
        "description": "One version of the framework: what people do in the occupation, level by level.",
        "type": "object",
        "required": ["version", "levels"],
        "properties": [
            "version": [
                "description": """
                The version, a name that stands in paths, usually v.YY.MM. An occupation can have several; \
                `\(FrameworkVersion.latest)` is what the newest is asked for by.
                """,
                "type": "string",
                "$ref": "#/$defs/visible",
                "pattern": .pattern("^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$"),
                "not": ["const": .string(FrameworkVersion.latest)],
                "examples": ["v.26.03"],
            ],
            "description": [
                "description": "What the framework is; it may be empty.",
                "type": "string",
                "examples": ["Written by menders for menders."],
            ],
            "contextCovered": [
                "description": "Where and at what work the statements hold.",
                "type": "string",
                "examples": ["Small workshops, from the first clock to the training of others."],
            ],
            "levels": [
                "description": """
                The levels by key, lowest first: their order in the file is the order of the ladder. Usually \
                \(ExportFormat.usualLevels.joined(separator: ", ")). At least one of them has a statement.
                """,
                "type": "object",
                "minProperties": .integer(ExportFormat.levelCounts.lowerBound),
                "maxProperties": .integer(ExportFormat.levelCounts.upperBound),
                "propertyNames": [
                    "$ref": "#/$defs/visible",
                    "pattern": .pattern("^[A-Za-z][A-Za-z0-9_-]{0,63}$"),
                ],
                "additionalProperties": ["$ref": "#/$defs/level"],
                "not": ["additionalProperties": ["properties": ["statements": ["maxItems": 0]]]],
            ],
        ],
    ]

    private static let exportLevel: Schema = [
        "description": "One level of the ladder.",
        "type": "object",
        "required": ["statements"],
        "properties": [
            "label": [
                "description": "The name of the level for people; the key is its name for programs.",
                "type": "string",
                "examples": ["Emerging"],
            ],
            "statements": [
                "description": """
                What a person at this level does. A statement is a title and a text with ` — ` (space, em dash, \
                space) between them; without it, it is kept whole. Its id depends on its words alone.
                """,
                "type": "array",
                "items": [
                    "type": "string",
                    "pattern": .pattern(notWhiteSpace),
                    "examples": ["Escapement — clean and oil it, and set the beat by ear."],
                ],
            ],
        ],
    ]

    private static let sources: Schema = [
        "description": """
        What the framework was made from, as an object of texts; `onet` names the release of O*NET and is credited. \
        Anything else is kept as an unknown field.
        """,
        "examples": [["onet": "v30.2 (CC BY 4.0)", "generator": "by hand"]],
    ]

    private static let visible: Schema = [
        "description": "Only ASCII characters that can be seen.",
        "$comment": "In some engines `$` matches before a final line break too; this refuses the line break.",
        "not": ["pattern": "[^!-~]"],
    ]

    /// Matches a text with something other than Unicode White_Space; `\S` is another class in every engine.
    static let notWhiteSpace =
        "[^\t-\r \u{85}\u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}]"
}

/// The parts of RFC 3339 section 5.6 as regular expressions.
private enum DateTimePattern {
    /// A day of the Gregorian calendar: in order, months of 31 days, of 30, February, and 29 February of leap years.
    static let date = """
        ([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
        |02-(0[1-9]|1[0-9]|2[0-8]))\
        |([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)
        """
    static let time = #"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"#
    static let zone = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
    /// 23:59:60 UTC (section 5.7), or any minute in a zone that is not UTC.
    static let leapSecond = #"""
        ^(1969-12-31|(19[7-9]|[2-9][0-9]{2})[0-9]-[0-9]{2}-[0-9]{2})[Tt]23:59:60(\.[0-9]+)?([Zz]|[+-]00:00)?$\#
        |[+-][0-9:]*[1-9][0-9:]*$
        """#
}
