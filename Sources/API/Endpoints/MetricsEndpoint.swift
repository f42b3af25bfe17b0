import Catalog
import HTTP

/// What a monitoring system scrapes (OPERATIONS.md 4): of the data set.
enum MetricsEndpoint {
    @Sendable static func all(_ call: Call) throws(Problem) -> Content {
        let snapshot = call.snapshot
        var text = Exposition()
        text.gauge("rungs_frameworks", "Occupations that are served.", snapshot.frameworkCount)
        text.gauge("rungs_statements", "Statements of their newest versions.", snapshot.statementCount)
        text.gauge("rungs_dataset_info", "The revision of the data set.", 1, ["revision": snapshot.revision])
        text.gauge("rungs_dataset_load_timestamp_seconds", "When it was loaded.", snapshot.loadedAt)
        text.gauge("rungs_dataset_load_duration_seconds", "How long that took.", snapshot.loadSeconds)
        text.gauge("rungs_dataset_files_rejected", "Files that were left out.", snapshot.rejected.count)
        text.gauge(
            "rungs_dataset_files_stale", "Files that were left out, of which older content is served.",
            snapshot.stale.count)
        text.counter(
            "rungs_dataset_reloads_total", "Reloads since the start.", label: "result",
            [("success", call.reloads.succeeded), ("refused", call.reloads.refused)])
        text.gauge(
            "rungs_build_info", "The program and the compiler that it was built by.", 1,
            ["version": call.options.serverVersion, "swift": call.options.swiftVersion])
        return Content(.bytes(text.bytes), cache: .noStore)
    }
}
