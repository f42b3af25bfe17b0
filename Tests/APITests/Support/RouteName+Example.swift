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
        return values.reduce(rawValue) { target, value in
            target.split(separator: value.0, omittingEmptySubsequences: false).joined(separator: value.1)
        }
    }

    /// Whether its answers hold content of exports.
    var hasContent: Bool {
        switch self {
        case .problem, .schema, .livez, .readyz, .healthz, .metrics, .serverVersion, .frameworkSource, .versionSource:
            false
        default: true
        }
    }
}
