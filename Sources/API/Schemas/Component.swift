import JSON

/// What the responses are made of: each has a schema of its own, which the others refer to by its name.
enum Component: String, CaseIterable, Sendable {
    case index = "Index"
    case frameworkList = "FrameworkList"
    case frameworkSummary = "FrameworkSummary"
    case framework = "Framework"
    case occupation = "Occupation"
    case levelList = "LevelList"
    case level = "Level"
    case levelResource = "LevelResource"
    case levelStatement = "LevelStatement"
    case statementList = "StatementList"
    case statement = "Statement"
    case statementResource = "StatementResource"
    case statementBatch = "StatementBatch"
    case versionList = "VersionList"
    case version = "Version"
    /// Not `Export`: `export.json` is the format of the files that are loaded.
    case export = "FrameworkExport"
    case facets = "Facets"
    case changeList = "ChangeList"
    case change = "Change"
    case linkset = "Linkset"
    case partialResource = "PartialResource"
    case partialList = "PartialList"
    case attribution = "Attribution"
    case page = "Page"
    case pageLinks = "PageLinks"
    case problem = "Problem"
    case problemTypeList = "ProblemTypeList"
    case problemType = "ProblemType"
    case liveness = "Liveness"
    case readiness = "Readiness"
    case product = "Product"

    var schema: Schema {
        switch self {
        case .index: .index
        case .frameworkList: .page(of: .frameworkSummary, "Frameworks as summaries.")
        case .frameworkSummary: .frameworkSummary
        case .framework: .framework
        case .occupation: .occupationMembers
        case .levelList: .page(of: .level, "The levels of one framework, lowest first.")
        case .level: .level
        case .levelResource: .levelResource
        case .levelStatement: .levelStatement
        case .statementList: .page(of: .statement, "Statements in the order of framework, level and position.")
        case .statement: .statement
        case .statementResource: .statementResource
        case .statementBatch: .statementBatch
        case .versionList: .page(of: .version, "The loaded versions of one occupation, newest first.")
        case .version: .version
        case .export: .exportOfAll
        case .facets: .facets
        case .changeList: .page(of: .change, "Loaded versions, oldest first.")
        case .change: .change
        case .linkset: .linkset
        case .partialResource: .partialResource
        case .partialList: .partialList
        case .attribution: .attribution
        case .page: .page
        case .pageLinks: .pageLinks
        case .problem: .problem
        case .problemTypeList: .page(of: .problemType, "Every error that the API can answer.")
        case .problemType: .problemType
        case .liveness: .liveness
        case .readiness: .readiness
        case .product: .product
        }
    }

    /// The components that its schema needs, itself not counted unless it refers to itself, each once, in the order of
    /// their names in the source.
    var dependencies: [Component] {
        var found: Set<Component> = []
        var waiting = schema.references
        while let component = waiting.popLast() {
            guard found.insert(component).inserted else { continue }
            waiting += component.schema.references
        }
        return Self.allCases.filter(found.contains)
    }
}
