import Catalog
import Glibc
import Logging
import Testing
import Threads
import rungs

@Suite struct ServiceTests {
    /// Refers to a snapshot without keeping it.
    private final class Witness: Sendable {
        private struct Reference {
            weak var snapshot: Snapshot?
        }

        private let reference = Lock(Reference())

        func see(_ snapshot: Snapshot) { reference.withLock { $0.snapshot = snapshot } }
        var isGone: Bool { reference.withLock { $0.snapshot == nil } }
    }

    private func wait(until condition: () -> Bool) throws {
        for _ in 0..<1000 where !condition() { usleep(20_000) }
        try #require(condition())
    }

    @Test func `a data set that was replaced is let go of`() throws {
        let samples =
            #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/") + "/Config/samples"
        let layers: [SettingsLayer] = [
            try .flags([FlagValue(flag: "--port", key: "http.port", texts: ["0"])]), .defaults(samples: samples),
        ]
        let service = Service(
            settings: try Settings(RawSettings(layers), processors: 1),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, supervisor: Supervisor(environment: [:]))
        let witness = Witness()
        let isReady = Lock(false)
        let thread = Thread(name: "service") {
            try? service.run(accessLog: { _ in nil }) { _, snapshot in
                witness.see(snapshot)
                isReady.withLock { $0 = true }
            }
        }
        try wait { isReady.withLock { $0 } }
        #expect(!witness.isGone)
        service.receive(.hangUp)
        try wait { witness.isGone }
        service.receive(.terminate)
        thread?.join()
    }
}
