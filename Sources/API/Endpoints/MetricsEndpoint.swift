import Catalog
import HTTP
import Metrics

/// What a monitoring system scrapes (OPERATIONS.md 4): of the data set, and what the program adds of itself.
enum MetricsEndpoint {
    @Sendable static func all(_ call: Call) throws(Problem) -> Content {
        let snapshot = call.snapshot
        let dataset: [MetricFamily] = [
            .gauge("rungs_frameworks", "Occupations that are served.", .integer(snapshot.frameworkCount)),
            .gauge("rungs_statements", "Statements of their newest versions.", .integer(snapshot.statementCount)),
            .gauge(
                "rungs_dataset_info", "The revision of the data set.", .integer(1),
                .init("revision", snapshot.revision)),
            .gauge("rungs_dataset_load_timestamp_seconds", "When it was loaded.", .integer(Int(snapshot.loadedAt))),
            .gauge("rungs_dataset_load_duration_seconds", "How long that took.", .number(snapshot.loadSeconds)),
            .gauge("rungs_dataset_files_rejected", "Files that were left out.", .integer(snapshot.rejected.count)),
            .gauge(
                "rungs_dataset_files_stale", "Files that were left out, of which older content is served.",
                .integer(snapshot.stale.count)),
            .counter(
                "rungs_dataset_reloads_total", "Reloads since the start.", by: "result",
                [("success", call.reloads.succeeded), ("refused", call.reloads.refused)]),
            .gauge(
                "rungs_build_info", "The program.", .integer(1), .init("version", call.options.serverVersion),
                .init("swift", call.options.swiftVersion)),
        ]
        return Content(.bytes(Exposition(dataset + call.metrics()).bytes), cache: .noStore)
    }
}
