import Catalog
import HTTP
import Metrics

/// A request that met its route: all that an endpoint may know.
struct Call: Sendable {
    let snapshot: Snapshot
    let reloads: Store.Reloads
    let links: LinkBuilder
    let path: [PathParameter: String]
    let arguments: Arguments
    /// The type to answer in, one of the route's.
    let type: MediaType
    let form: Form
    let options: Application.Options
    let routes: RouteTable
    let isDraining: Bool
    /// What the program measures of itself.
    let metrics: @Sendable () -> [MetricFamily]
}
