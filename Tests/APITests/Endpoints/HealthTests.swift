import Catalog
import HTTP
import HTTPTypes
import JSON
import Testing

@testable import API

struct HealthTests {
    @Test func `the process lives`() throws {
        #expect(try Client().get("/livez").text == "{\"status\":\"live\"}")
    }

    @Test(arguments: ["/readyz", "/healthz"])
    func `the server is ready with its data set until it drains`(_ target: String) throws {
        let rejected = Snapshot.RejectedFile(path: "bad.json", findings: [])
        let snapshot = Snapshot(
            generation: 1, occupations: try Samples.snapshot().occupations, loadedAt: Samples.loadedAt,
            rejected: [rejected])
        let client = try Client(snapshot)
        #expect(
            client.get(target).text
                == compact(
                    """
                    {"status":"ready","dataset":{"revision":"\(snapshot.revision)","frameworks":5,"rejected":1,
                    "loadedAt":"2026-01-01T00:00:00Z"}}
                    """))
        client.lifecycle.beginDraining()
        let answer = client.get(target)
        #expect(answer.status == 503)
        #expect(answer.response.errorType == "not-ready")
        #expect(answer.text.contains("draining"))
        #expect(answer[.retryAfter] != nil)
        #expect(client.get("/livez").status == 200)
        #expect(client.get("/v1").status == 200)
    }

    @Test func `a reload that was refused and files that are stale are told by a server that stays ready`() throws {
        let snapshot = Snapshot(
            generation: 1, occupations: try Samples.snapshot().occupations, loadedAt: Samples.loadedAt,
            rejected: [], stale: (1...101).map { "\($0).json" })
        let client = try Client(snapshot)
        client.store.refuse("a.json:1:2: not valid JSON", at: Samples.loadedAt + 1)
        let answer = client.get("/readyz")
        #expect(answer.status == 200)
        let body = try answer.json()
        #expect(body["dataset"]?["stale"]?.elements.map { $0.text?.string } == (1...100).map { "\($0).json" })
        #expect(body.string("reload", "status") == "refused")
        #expect(body.string("reload", "reason") == "a.json:1:2: not valid JSON")
        #expect(body.string("reload", "at") == "2026-01-01T00:00:01Z")
        client.store.publish(try Samples.snapshot(generation: 2))
        #expect(try client.get("/readyz").json().names == ["status", "dataset"])
        #expect(try client.get("/readyz").json()["dataset"]?["stale"] == nil)
    }

    @Test func `metrics tell the data set and its reloads`() throws {
        let snapshot = Snapshot(
            generation: 1, occupations: try Samples.snapshot().occupations, loadedAt: Samples.loadedAt,
            loadSeconds: 0.25, rejected: [Snapshot.RejectedFile(path: "b.json", findings: [])], stale: ["b.json"])
        var options = Application.Options(serverVersion: "1.2.3")
        options.swiftVersion = "6.7"
        let client = try Client(snapshot, options: options)
        client.store.refuse("bad", at: 0)
        let answer = client.get("/metrics")
        #expect(answer.response.representation?.type == .metrics)
        let samples = answer.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            samples == [
                "rungs_frameworks 5", "rungs_statements \(snapshot.statementCount)",
                "rungs_dataset_info{revision=\"\(snapshot.revision)\"} 1",
                "rungs_dataset_load_timestamp_seconds 1767225600", "rungs_dataset_load_duration_seconds 0.25",
                "rungs_dataset_files_rejected 1", "rungs_dataset_files_stale 1",
                "rungs_dataset_reloads_total{result=\"success\"} 0",
                "rungs_dataset_reloads_total{result=\"refused\"} 1",
                "rungs_build_info{version=\"1.2.3\",swift=\"6.7\"} 1",
            ])
        // Each family is described once, before its samples.
        let families = answer.text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        #expect(families.count == 9 && Set(families).count == 9)
    }

    @Test func `the server tells its version`() throws {
        #expect(
            try Client().get("/version").text == "{\"name\":\"Rungs\",\"apiVersion\":\"1\",\"serverVersion\":\"1.2.3\"}"
        )
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (4_102_444_799, "2099-12-31T23:59:59Z"),
        (-1, "1969-12-31T23:59:59Z"),
    ])
    func `a time is written in UTC`(_ seconds: Int64, _ text: String) {
        #expect(RFC3339.text(seconds) == text)
    }

    @Test func `an empty catalog is served`() throws {
        let client = try Client(try Samples.snapshot([]))
        let index = try client.get("/v1").json()
        #expect(index["dataset"]?["frameworks"]?.integer == 0)
        #expect(index["dataset"]?["newestExport"] == nil)
        #expect(try client.get("/v1/frameworks").json()["page"]?["total"]?.integer == 0)
        #expect(client.get("/v1/statements?format=csv").status == 200)
        #expect(client.get("/v1/frameworks/11-1111.00").status == 404)
    }

    @Test func `a reload is seen by the next request`() throws {
        let client = try Client()
        client.store.publish(try Samples.snapshot(generation: 2, []))
        let answer = client.get("/v1/frameworks")
        #expect(answer.response.representation?.generation == 2)
        #expect(try answer.json().data.isEmpty)
    }
}
