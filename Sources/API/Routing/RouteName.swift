/// Every route, by name; the raw value is its pattern. A link names the route that it leads to and the table is made
/// from all names, so there is no link without its target.
enum RouteName: String, CaseIterable, Sendable {
    case root = "/"
    case index = "/v1"

    case frameworks = "/v1/frameworks"
    case framework = "/v1/frameworks/{soc}"
    case frameworkLevels = "/v1/frameworks/{soc}/levels"
    case frameworkLevel = "/v1/frameworks/{soc}/levels/{level}"
    case frameworkLevelStatements = "/v1/frameworks/{soc}/levels/{level}/statements"
    case frameworkStatements = "/v1/frameworks/{soc}/statements"
    case frameworkSource = "/v1/frameworks/{soc}/source"

    case versions = "/v1/frameworks/{soc}/versions"
    case version = "/v1/frameworks/{soc}/versions/{version}"
    case versionLevels = "/v1/frameworks/{soc}/versions/{version}/levels"
    case versionLevel = "/v1/frameworks/{soc}/versions/{version}/levels/{level}"
    case versionLevelStatements = "/v1/frameworks/{soc}/versions/{version}/levels/{level}/statements"
    case versionStatements = "/v1/frameworks/{soc}/versions/{version}/statements"
    case versionSource = "/v1/frameworks/{soc}/versions/{version}/source"

    case statements = "/v1/statements"
    case statement = "/v1/statements/{id}"
    case statementBatch = "/v1/statements:batchGet"

    case facets = "/v1/facets"
    case export = "/v1/export"
    case changes = "/v1/changes"
    case changesFeed = "/v1/changes.atom"

    case problems = "/problems"
    case problem = "/problems/{code}"

    case openAPI = "/openapi.json"
    case schema = "/schemas/{schema}"

    case livez = "/livez"
    case readyz = "/readyz"
    case healthz = "/healthz"
    case metrics = "/metrics"
    case serverVersion = "/version"

    case robots = "/robots.txt"
    case favicon = "/favicon.svg"
    case apiCatalog = "/.well-known/api-catalog"
}
