/// What people are told of a route.
struct RouteDescription: Sendable {
    /// Stable: clients that are generated name their functions by it.
    let operationID: String
    let tag: Tag
    let summary: String
    let description: String

    enum Tag: String, CaseIterable, Sendable {
        case start = "Start"
        case frameworks = "Frameworks"
        case statements = "Statements"
        case contract = "Contract"
        case operations = "Operations"

        var description: String {
            switch self {
            case .start: "Where to begin."
            case .frameworks:
                """
                Frameworks of occupations, their levels and versions. Without a version the newest one answers; with \
                one the answer stays as it is for as long as that version is loaded.
                """
            case .statements: "What people at a level do, across all frameworks, by permanent ids."
            case .contract: "The contract itself, for programs."
            case .operations: "For supervisors, load balancers and monitoring."
            }
        }
    }
}

extension RouteName {
    var description: RouteDescription {
        switch self {
        case .root:
            .init(
                "getRoot", .start, "The index",
                "The same as `/v1`.")
        case .index:
            .init(
                "getIndex", .start, "The index",
                "Counts of the data set, its revision, and links to everything else.")
        case .frameworks:
            .init(
                "listFrameworks", .frameworks, "List frameworks",
                """
                Summaries, filtered and sorted. Different filters must all hold; of several values of one filter any. \
                Without `version` the newest version of each occupation is listed. A value that nothing has gives an \
                empty list.
                """)
        case .framework:
            .init(
                "getFramework", .frameworks, "The framework of an occupation",
                "The newest version, whole. As CSV its statements, a row each; as Markdown a document to be read.")
        case .frameworkLevels:
            .init("listLevels", .frameworks, "The levels of a framework", "Each level with its statements.")
        case .frameworkLevel:
            .init(
                "getLevel", .frameworks, "A level of a framework",
                """
                The level with its statements, and links to the levels below and above. As Markdown the document of the \
                framework with this level alone.
                """)
        case .frameworkLevelStatements:
            .init(
                "listLevelStatements", .frameworks, "The statements of a level", "As a flat list, in their order.")
        case .frameworkStatements:
            .init(
                "listFrameworkStatements", .frameworks, "The statements of a framework",
                "As a flat list, in the order of level and position.")
        case .frameworkSource:
            .init(
                "getSource", .frameworks, "The export file",
                """
                The file that was loaded, byte for byte, with a tag of its own. Its format is described by \
                `/schemas/export.json`.
                """)
        case .versions:
            .init("listVersions", .frameworks, "The versions of a framework", "Those that are loaded, newest first.")
        case .version:
            .init(
                "getVersion", .frameworks, "A version of a framework",
                "As the framework of the occupation, but of the version that is named. `latest` is the newest.")
        case .versionLevels:
            .init("listVersionLevels", .frameworks, "The levels of a version", "Each level with its statements.")
        case .versionLevel:
            .init("getVersionLevel", .frameworks, "A level of a version", "The level with its statements.")
        case .versionLevelStatements:
            .init(
                "listVersionLevelStatements", .frameworks, "The statements of a level of a version",
                "As a flat list, in their order.")
        case .versionStatements:
            .init(
                "listVersionStatements", .frameworks, "The statements of a version",
                "As a flat list, in the order of level and position.")
        case .versionSource:
            .init(
                "getVersionSource", .frameworks, "The export file of a version",
                "The file that was loaded, byte for byte.")
        case .statements:
            .init(
                "listStatements", .statements, "List statements",
                "Statements of all frameworks, filtered and sorted as the list of frameworks is, and by level.")
        case .statement:
            .init(
                "getStatement", .statements, "A statement",
                """
                The permanent address of a statement. One that only an older version has is answered from the newest \
                that has it: `lastSeen` says which.
                """)
        case .statementBatch:
            .init(
                "batchGetStatements", .statements, "Several statements",
                """
                Each once, in the order asked. `missing` has the ids that no loaded version knows; as CSV and NDJSON \
                they are just not there.
                """)
        case .facets:
            .init(
                "getFacets", .frameworks, "Counts by group, sector, job zone, version and level",
                """
                Of what the filters select: frameworks, and for levels statements. Each value has a link to what it \
                counts.
                """)
        case .export:
            .init(
                "exportAll", .frameworks, "Everything at once",
                """
                The frameworks that the filters select, all of them without any, each whole: as one object, or as \
                NDJSON a line each. As CSV their statements, a row each. It is streamed: an answer that ends before its \
                last byte is not complete, and says so by the end of its transfer coding.
                """)
        case .changes:
            .init(
                "listChanges", .frameworks, "What came, oldest first",
                """
                An entry for each loaded version, by `exportedAt`: the first of an occupation is `framework.added`, a \
                later one `framework.updated`. To poll, ask for `since` the last `exportedAt` that was seen; entries \
                of that very moment come again.
                """)
        case .changesFeed:
            .init("listChangesAsFeed", .frameworks, "What came, as an Atom feed", "Newest first (RFC 4287, RFC 5005).")
        case .robots:
            .init("getRobots", .contract, "For robots", "Everything may be visited, but no queries (RFC 9309).")
        case .favicon:
            .init("getIcon", .contract, "The icon", "A ladder, as SVG.")
        case .apiCatalog:
            .init(
                "getAPICatalog", .contract, "The catalog of this API",
                "Where its contract and its status are, as a linkset (RFC 9727, RFC 9264).")
        case .problems:
            .init("listProblemTypes", .contract, "The kinds of errors", "What each `code` means and how to mend it.")
        case .problem:
            .init("getProblemType", .contract, "A kind of error", "What the `type` of an error leads to.")
        case .openAPI:
            .init(
                "getOpenAPI", .contract, "This document",
                "It is made from the table of routes that requests are answered by.")
        case .schema:
            .init(
                "getSchema", .contract, "A JSON Schema",
                "Of the export format (`export.json`) or of a response, JSON Schema draft 2020-12.")
        case .livez:
            .init("getLiveness", .operations, "Is the process alive?", "200 as long as it can answer.")
        case .readyz:
            .init(
                "getReadiness", .operations, "Is the server ready?",
                "200 while it wants requests, 503 while it is about to end.")
        case .healthz:
            .init("getHealth", .operations, "Is the server ready?", "The same as `/readyz`.")
        case .metrics:
            .init("getMetrics", .operations, "Metrics", "In the text format of Prometheus.")
        case .serverVersion:
            .init("getServerVersion", .operations, "The version of the server", "Name and versions.")
        }
    }

    /// What its JSON is. nil where it has none, or where what it is has no schema here.
    var content: Component? {
        switch self {
        case .root, .index: .index
        case .frameworks: .frameworkList
        case .framework, .version: .framework
        case .frameworkLevels, .versionLevels: .levelList
        case .frameworkLevel, .versionLevel: .levelResource
        case .frameworkLevelStatements, .frameworkStatements, .versionLevelStatements, .versionStatements,
            .statements:
            .statementList
        case .statement: .statementResource
        case .statementBatch: .statementBatch
        case .facets: .facets
        case .changes: .changeList
        case .export: .export
        case .apiCatalog: .linkset
        case .versions: .versionList
        case .problems: .problemTypeList
        case .problem: .problemType
        case .livez: .liveness
        case .readyz, .healthz: .readiness
        case .serverVersion: .product
        case .frameworkSource, .versionSource, .changesFeed, .openAPI, .schema, .metrics, .robots, .favicon: nil
        }
    }
}

extension RouteDescription {
    fileprivate init(_ operationID: String, _ tag: Tag, _ summary: String, _ description: String) {
        self.init(operationID: operationID, tag: tag, summary: summary, description: description)
    }
}
