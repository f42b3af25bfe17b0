import Formats
import HTTP

/// What people are told of a parameter, and programs of its values.
struct ParameterDescription: Sendable {
    let text: String
    let schema: Schema
    /// One that gives something for the samples, as it stands in a query.
    let example: String

    fileprivate init(_ text: String, _ schema: Schema, example: String) {
        self.text = text
        self.schema = schema
        self.example = example
    }
}

extension Parameter {
    /// - Parameter route: of which it is told.
    func description(on route: Route, options: Application.Options) -> ParameterDescription {
        switch self {
        case .level:
            .init("Levels, by key or ordinal.", Self.texts, example: "emerging")
        case .soc:
            .init("O*NET-SOC codes, `NN-NNNN.NN`.", Self.texts, example: "43-4121.00")
        case .group:
            .init("Groups by their exact names, or by the first two digits of the code.", Self.texts, example: "43")
        case .sector:
            .init("Sectors.", Self.texts, example: "51")
        case .jobZone:
            .init("Job zones, 1 to 5.", Self.texts, example: "2")
        case .version:
            .init(
                "Versions: with it every loaded version of one of these names is listed, not the newest only.",
                Self.texts, example: "v.26.05")
        case .title:
            .init("Part of the title, in upper or lower case.", Self.texts, example: "library")
        case .id:
            .init(
                "Ids of statements.",
                [
                    "type": "array", "minItems": 1, "maxItems": .integer(BatchEndpoint.mostIDs),
                    "items": ["type": "string", "pattern": .pattern("^[^\u{0},]+$")],
                ], example: PathParameter.id.description.example)
        case .since:
            .init(
                "Exports of that moment or later: an instant or a date of RFC 3339, as in `exportedAt`.",
                ["type": "string", "anyOf": [["format": "date-time"], ["format": "date"]]], example: "2026-01-01")
        case .sort:
            .init(
                """
                The key to sort by, after `-` in descending order. What is equal is in the order of code, version, \
                level and position.
                """,
                [
                    "type": "string",
                    "enum": .strings(Sort.names),
                    "default": .string(Sort.Key.soc.rawValue),
                ], example: "-title")
        case .limit:
            .init(
                "Elements on a page; of more than \(options.maximumPageLimit) only so many are given, as `page.limit` says.",
                ["type": "integer", "minimum": 1, "default": .integer(options.pageLimit)], example: "2")
        case .cursor:
            .init(
                "Where the page begins: from `links.next` alone, for the same filters and order. Not with `offset`.",
                ["type": "string"], example: "")
        case .offset:
            .init("Elements before the page. Not with `cursor`.", ["type": "integer", "minimum": 0], example: "1")
        case .fields:
            .init(
                """
                The members that are wanted, `levels.label` for one within another: of a list those of its elements. \
                Credits are never left out. CSV always has all of its columns.
                """,
                [
                    "type": "array", "minItems": 1,
                    "items": ["type": "string", "enum": .strings(route.fieldNames)],
                ], example: route.fieldNames.first ?? "")
        case .include:
            .init(
                "What stands in `levels` of each summary: the levels, or the levels with their statements.",
                [
                    "type": "array", "minItems": 1,
                    "items": ["type": "string", "enum": .strings(Inclusion.names)],
                ], example: "levels")
        case .pretty: .init("JSON over several lines, indented.", Self.flag, example: "1")
        case .bom:
            .init(
                """
                CSV for spreadsheets: it begins with a byte order mark, and an apostrophe stands before what would be \
                taken for a formula.
                """, Self.flag, example: "1")
        case .delimiter:
            .init(
                "What stands between the fields of CSV.",
                [
                    "type": "string",
                    "enum": .strings(CSVDialect.Delimiter.names), "default": "comma",
                ], example: "semicolon")
        case .download: .init("An answer that browsers save as a file.", Self.flag, example: "1")
        case .format:
            .init(
                "The form of the answer, whatever `Accept` says.",
                [
                    "type": "string",
                    "enum": .strings(route.types.formats),
                ], example: "json")
        }
    }

    private static let flag: Schema = ["type": "string", "enum": ["", "1", "true", "0", "false"]]

    /// A text has no NUL, which no text of an export has.
    private static let texts: Schema = [
        "type": "array", "items": ["type": "string", "pattern": .pattern("^[^\u{0}]*$")],
    ]
}

extension PathParameter {
    /// What it is, and a value that the samples have.
    var description: (text: String, schema: Schema, example: String) {
        switch self {
        case .soc:
            (
                """
                The O*NET-SOC code. Without its extension (`NN-NNNN`) it is redirected where one framework is meant.
                """, .soc, "43-4121.00"
            )
        case .version: ("A loaded version, or `latest`.", .versionName, "v.26.05")
        case .level: ("The key of a level, or its ordinal.", ["type": "string", "minLength": 1], "emerging")
        case .id: ("The id of a statement.", .statementID, "43-4121.00-0abmy34nrw")
        case .code: ("The code of an error.", ["type": "string", "minLength": 1], "unknown-parameter")
        case .schema: ("The name of a schema.", ["type": "string", "minLength": 1], "framework.json")
        }
    }
}
