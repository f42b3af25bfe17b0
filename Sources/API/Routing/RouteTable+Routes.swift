import HTTP

extension RouteTable {
    /// Everything.
    static let ofAPI = made(of: RouteName.allCases)

    /// What is served to everybody, or on a listener for operations, with these settings.
    static func of(_ options: Application.Options, isForOperations: Bool = false) -> RouteTable {
        let operations: [RouteName] = [.livez, .readyz, .healthz, .metrics]
        let names =
            // With what errors there link to.
            isForOperations
            ? operations + [.serverVersion, .problems, .problem]
            : RouteName.allCases.filter { !options.hasOperationsApart || !operations.contains($0) }
        return made(of: names.filter { options.hasMetrics || $0 != .metrics })
    }

    private static func made(of names: [RouteName]) -> RouteTable {
        do {
            return try RouteTable(names.map { try Route($0) })
        } catch {
            // Nothing but the source decides this, and a test makes the table.
            preconditionFailure("The route table is wrong: \(error)")
        }
    }
}

extension Route {
    /// What each name stands for. The order of `types` is the order of API.md 2.
    fileprivate init(_ name: RouteName) throws(Pattern.SyntaxError) {
        switch name {
        case .root, .index:
            try self.init(name, parameters: Parameter.ofJSON, endpoint: IndexEndpoint.index)

        case .frameworks:
            try self.init(
                name, types: Self.rowTypes,
                parameters: Parameter.ofFrameworks,
                endpoint: FrameworkEndpoints.list)
        case .framework, .version:
            try self.init(
                name, types: Self.documentTypes, parameters: Parameter.ofRows, endpoint: FrameworkEndpoints.one)
        case .frameworkSource, .versionSource:
            try self.init(name, parameters: [.format, .download], endpoint: FrameworkEndpoints.source)
        case .frameworkLevels, .versionLevels:
            try self.init(
                name, types: Self.rowTypes, parameters: Parameter.ofParts + Parameter.ofRows,
                endpoint: LevelEndpoints.list)
        case .frameworkLevel, .versionLevel:
            try self.init(name, types: Self.documentTypes, parameters: Parameter.ofRows, endpoint: LevelEndpoints.one)
        case .versions:
            try self.init(name, parameters: Parameter.ofParts + Parameter.ofJSON, endpoint: VersionEndpoints.list)

        case .frameworkLevelStatements, .versionLevelStatements:
            try self.init(
                name, types: Self.rowTypes, parameters: [.sort] + Parameter.ofParts + Parameter.ofRows,
                endpoint: StatementEndpoints.ofLevel)
        case .frameworkStatements, .versionStatements:
            try self.init(
                name, types: Self.rowTypes, parameters: [.level, .sort] + Parameter.ofParts + Parameter.ofRows,
                endpoint: StatementEndpoints.ofFramework)
        case .statements:
            try self.init(
                name, types: Self.rowTypes,
                parameters: Parameter.ofStatements,
                endpoint: StatementEndpoints.list)
        case .statement:
            try self.init(name, types: Self.rowTypes, parameters: Parameter.ofRows, endpoint: StatementEndpoints.one)
        case .statementBatch:
            try self.init(name, types: Self.rowTypes, parameters: [.id] + Parameter.ofRows, endpoint: BatchEndpoint.get)

        case .facets:
            try self.init(name, parameters: Parameter.ofSelections + Parameter.ofJSON, endpoint: FacetsEndpoint.count)
        case .export:
            try self.init(
                name, types: Self.rowTypes, parameters: Parameter.ofSelections + Parameter.ofRows,
                endpoint: ExportEndpoint.export)
        case .changes:
            try self.init(
                name, parameters: [.since] + Parameter.ofParts + Parameter.ofJSON, endpoint: ChangesEndpoints.list)
        case .changesFeed:
            try self.init(
                name, types: [.atom], parameters: [.since] + Parameter.ofParts, endpoint: ChangesEndpoints.feed)

        case .problems:
            try self.init(name, parameters: Parameter.ofParts + Parameter.ofJSON, endpoint: ProblemEndpoints.list)
        case .problem:
            try self.init(name, parameters: Parameter.ofJSON, endpoint: ProblemEndpoints.one)

        case .openAPI:
            try self.init(
                name, types: [.openAPI, .json], parameters: [.format, .pretty], endpoint: OpenAPIEndpoint.document)
        case .schema:
            try self.init(
                name, types: [.schema, .json], parameters: [.format, .pretty], endpoint: SchemaEndpoints.one)

        case .livez:
            try self.init(name, endpoint: HealthEndpoints.livez)
        case .readyz, .healthz:
            try self.init(name, endpoint: HealthEndpoints.readyz)
        case .metrics:
            try self.init(name, types: [.metrics], endpoint: MetricsEndpoint.all)
        case .serverVersion:
            try self.init(name, endpoint: HealthEndpoints.version)

        case .robots:
            try self.init(name, types: [.plain], endpoint: SiteEndpoints.robots)
        case .favicon:
            try self.init(name, types: [.svg], endpoint: SiteEndpoints.favicon)
        case .apiCatalog:
            try self.init(
                name, types: [.linkset, .json], parameters: [.format, .pretty], endpoint: SiteEndpoints.catalog)
        }
    }

    /// Routes whose content can be written as rows too.
    private static let rowTypes: [MediaType] = [.json, .csv, .ndjson]
    /// Those that are to be read too.
    private static let documentTypes: [MediaType] = rowTypes + [.markdown]
}
