import Catalog

@testable import API

extension RouteName {
    /// A target of this route that the samples have.
    func example() throws -> String {
        let values: [(String, String)] = [
            ("{soc}", Samples.founders), ("{version}", "v.1"), ("{level}", "emerging"),
            ("{id}", try Samples.example().description), ("{code}", "unknown-parameter"),
            ("{schema}", "export.json"),
        ]
        let query = self == .statementBatch ? "?id=\(try Samples.example())" : ""
        return values.reduce(rawValue + query) { target, value in
            target.split(separator: value.0, omittingEmptySubsequences: false).joined(separator: value.1)
        }
    }

    /// Whether its answers are JSON with content of exports.
    var hasContent: Bool {
        switch self {
        case .problem, .openAPI, .schema, .livez, .readyz, .healthz, .metrics, .serverVersion, .frameworkSource,
            .versionSource,
            .changesFeed, .robots, .favicon, .apiCatalog:
            false
        default: true
        }
    }

    var isJSON: Bool {
        ![.changesFeed, .metrics, .robots, .favicon].contains(self)
    }
}
