import Glibc
import JSON
import TestSupport
import Testing
import rungs

/// What a change of the files does, without a signal.
@Suite struct WatchTests {
    private static let library = "43-4121.00_v.26.05.json"
    private static let technicians = "25-4031.00_v.26.05.json"

    private static func sample(_ name: String) throws -> [UInt8] {
        try File.read("\(HarnessBinary.samples)/\(name)")
    }

    @Test func `files that come, change and go are served so`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let server = try HarnessServer(["--data", folder.path])
        func status(_ soc: String) -> Int? { server.get("/v1/frameworks/\(soc)")?.status }

        try folder.write(Self.library, Self.sample(Self.library))
        try server.waitUntil { status("43-4121.00") == 200 }
        folder.makeFolder("more")
        try folder.write("more/49.json", Self.sample("49-3091.00_v.26.05.json"))
        try server.waitUntil { status("49-3091.00") == 200 }
        try folder.write("more/49.json", Self.sample("43-4121.00_v.25.11.json"))
        try server.waitUntil { status("49-3091.00") == 404 }
        #expect(server.get("/v1/frameworks/43-4121.00/versions/v.25.11")?.status == 200)
        folder.remove(Self.library)
        try server.waitUntil { status("43-4121.00/versions/v.26.05") == 404 }
    }

    @Test func `a file that is cut is refused and told, until it is whole`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let whole = try Self.sample(Self.technicians)
        let server = try HarnessServer(["--data", folder.path])
        func metric(_ name: String) -> String? {
            server.get("/metrics")?.text.split(separator: "\n").first { $0.hasPrefix(name + " ") }?
                .split(separator: " ").last.map(String.init)
        }
        let before = try #require(server.get("/v1/frameworks/25-4031.00")).body

        try folder.overwrite(Self.technicians, whole.prefix(1000))
        try server.waitUntil { (try? server.json("/readyz")["reload"]) != nil }
        let readyz = try #require(server.get("/readyz"))
        #expect(readyz.status == 200)
        let reload = try Document(parsing: readyz.body).root["reload"]
        #expect(reload?["status"]?.text?.string == "refused")
        // The place in the file, not the folder of the server.
        #expect(reload?["reason"]?.text?.string.hasPrefix("\(Self.technicians):") == true)
        #expect(!readyz.text.contains(folder.path))
        #expect(metric("rungs_dataset_reloads_total{result=\"refused\"}") == "1")
        #expect(server.get("/v1/frameworks/25-4031.00")?.body == before)

        try folder.overwrite(Self.technicians, whole)
        try server.waitUntil { (try? server.json("/readyz")["reload"]) == nil }
        #expect(metric("rungs_dataset_reloads_total{result=\"success\"}") == "1")
        #expect(server.get("/v1/frameworks/25-4031.00")?.body == before)
    }

    @Test func `the swap of a mounted volume is one reload`() throws {
        let folder = try HarnessFolder()
        for (volume, sample) in [("..1", "25-4031.00_v.26.05.json"), ("..2", Self.library)] {
            folder.makeFolder(volume)
            try folder.write("\(volume)/a.json", Self.sample(sample))
        }
        folder.link("..data", to: "..1")
        folder.link("a.json", to: "..data/a.json")
        let server = try HarnessServer(["--data", folder.path])
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)

        folder.link("..data", to: "..2")
        // As the kubelet does it.
        folder.remove("..1/a.json")
        folder.remove("..1")
        _ = try server.process.logLine("loaded", skipping: 1)
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 404)
        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 200)
        pause(milliseconds: 500)
        #expect(server.process.logLines.count { $0.root["message"]?.text?.string == "loaded" } == 2)
    }

    @Test func `volumes that are swapped while they are loaded are never mixed`() throws {
        let folder = try HarnessFolder()
        let sample = String(decoding: try Self.sample(Self.library), as: UTF8.self)
        for volume in ["1", "2"] {
            folder.makeFolder("..\(volume)")
            for index in 1000..<1100 {
                let parts = sample.split(separator: "43-4121.00", omittingEmptySubsequences: false)
                try folder.write(
                    "..\(volume)/\(index).json",
                    Array((parts.joined(separator: "11-\(index).00") + (volume == "1" ? " " : "")).utf8))
            }
        }
        folder.link("..data", to: "..1")
        for index in 1000..<1100 { folder.link("\(index).json", to: "..data/\(index).json") }
        let server = try HarnessServer(["--data", folder.path])
        func revision() throws -> String? { try server.json("/v1")["dataset"]?["revision"]?.text?.string }
        var revisions: Set<String?> = [try revision()]
        for round in 0..<25 {
            folder.link("..data", to: round % 2 == 0 ? "..2" : "..1")
            pause(milliseconds: Int.random(in: 20...400))
            revisions.insert(try revision())
        }
        folder.link("..data", to: "..2")
        try server.waitUntil(
            {
                revisions.insert(try? revision())
                return server.get("/v1/frameworks/11-1000.00/source")?.body.last != UInt8(ascii: " ")
            }, seconds: 60)
        revisions.insert(try revision())
        #expect(revisions.count == 2)
    }

    @Test func `where it is not wanted nothing is watched`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let server = try HarnessServer(["--data", folder.path], environment: ["RUNGS_DATA_WATCH": "false"])
        try folder.write(Self.library, Self.sample(Self.library))
        pause(milliseconds: 600)
        #expect(server.get("/v1/frameworks/43-4121.00")?.status == 404)
        server.process.send(SIGHUP)
        try server.waitUntil { server.get("/v1/frameworks/43-4121.00")?.status == 200 }
    }

    @Test func `what is removed is served on where that is wanted, until the next start`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        try folder.copySamples("43-4121")
        let arguments = ["--data", folder.path, "--set", "data.onRemove=keep"]
        let server = try HarnessServer(arguments)
        folder.remove(Self.technicians)
        let loaded = try server.process.logLine("loaded", skipping: 1)
        #expect(loaded.root["files"]?.integer == 2)
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)
        #expect(try HarnessServer(arguments).get("/v1/frameworks/25-4031.00")?.status == 404)
    }

    @Test func `a folder that may be read no more keeps what it served`() throws {
        let folder = try HarnessFolder()
        chmod(folder.path, 0o755)
        for name in ["data", "data/sub"] { folder.makeFolder(name) }
        try folder.write("data/43.json", Self.sample(Self.library))
        try folder.write("data/sub/25.json", Self.sample(Self.technicians))
        let server = try HarnessServer(
            unprivileged: ["--data", "\(folder.path)/data", "--set", "data.onError=skip"],
            copy: "\(folder.path)/rungs")
        chmod("\(folder.path)/data/sub", 0)
        defer { chmod("\(folder.path)/data/sub", 0o755) }
        try server.waitUntil { (try? server.json("/readyz")["dataset"]?["stale"]) != nil }
        #expect(
            try server.json("/readyz")["dataset"]?["stale"]?.elements.map { $0.text?.string } == ["sub/25.json"])
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)

        chmod("\(folder.path)/data/sub", 0o755)
        try server.waitUntil { (try? server.json("/readyz")["dataset"]?["stale"]) == nil }
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)
    }

    @Test func `a file that went bad is told as stale`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("25-4031")
        let server = try HarnessServer(["--data", folder.path], environment: ["RUNGS_DATA_ON_ERROR": "skip"])
        try folder.overwrite(Self.technicians, [UInt8(ascii: "{")])
        try server.waitUntil { (try? server.json("/readyz")["dataset"]?["stale"]) != nil }
        let dataset = try server.json("/readyz")["dataset"]
        #expect(dataset?["stale"]?.elements.map { $0.text?.string } == [Self.technicians])
        #expect(dataset?["rejected"]?.integer == 1)
        #expect(server.get("/v1/frameworks/25-4031.00")?.status == 200)
    }
}
