import Glibc
import JSON
import TestSupport
import Testing
import rungs

/// Stop and reload while 50 keep-alive clients send.
@Suite(.serialized) struct LoadTests {
    private static let clients = 50
    private static let isSanitized = getenv("RUNGS_TEST_SANITIZED") != nil

    /// Lets the clients begin, ends the server by a signal, and returns the load when it has ended.
    private func load(ending signal: Int32, _ arguments: [String] = []) throws -> (HarnessLoad, status: Int32) {
        let server = try HarnessServer(["--data", HarnessBinary.samples, "--workers", "2"] + arguments)
        let load = HarnessLoad(port: server.port, clients: Self.clients)
        try server.waitUntil { load.answered >= 500 }
        server.process.send(signal)
        let status = try server.process.wait()
        load.waitForServerToEnd()
        return (load, status)
    }

    @Test(arguments: [[], ["--set", "timeout.linger=0.5"]])
    func `SIGTERM loses no request that was sent before the announced end`(arguments: [String]) throws {
        for _ in 0..<3 {
            let (load, status) = try load(ending: SIGTERM, arguments)
            #expect(load.lost == [])
            #expect(status == 0)
        }
    }

    @Test func `the loss that SIGKILL makes is seen`() throws {
        let (load, status) = try load(ending: SIGKILL)
        #expect(load.lost.count >= Self.clients / 2)
        #expect(status == 128 + SIGKILL)
    }

    /// Two files that change: each combination of what they may hold is a data set.
    private enum DataSet: CaseIterable {
        case first, second, firstAlone, secondAlone

        static let changing = "43.json"
        static let passing = "25.json"

        var changingSample: String {
            switch self {
            case .first, .firstAlone: "43-4121.00_v.25.11.json"
            case .second, .secondAlone: "43-4121.00_v.26.05.json"
            }
        }
        var hasPassing: Bool { self == .first || self == .second }

        static func write(_ sample: String, to name: String, in folder: HarnessFolder) throws {
            try folder.write(name, File.read("\(HarnessBinary.samples)/\(sample)"))
        }

        func write(to folder: HarnessFolder) throws {
            try folder.copySamples("49-")
            try Self.write(changingSample, to: Self.changing, in: folder)
            if hasPassing { try Self.write("25-4031.00_v.26.05.json", to: Self.passing, in: folder) }
        }
    }

    private struct Answer: Hashable {
        let status: Int
        let tag: String?
        let body: [UInt8]

        init(_ response: RawResponse) {
            status = response.status
            tag = response["etag"]
            body = response.status == 200 ? response.body : []
        }
    }

    private static let targets = [
        "/v1", "/v1/frameworks", "/v1/frameworks/43-4121.00", "/v1/frameworks/43-4121.00/source",
        "/v1/frameworks/25-4031.00/levels", "/v1/frameworks/43-4121.00/versions", "/v1/statements?limit=500",
        "/v1/statements?format=csv", "/v1/statements?format=ndjson",
    ]

    /// What a server that holds exactly one of the data sets answers.
    private static func answers(of sets: [DataSet], to requests: [String]) throws -> [String: Set<Answer>] {
        var answers: [String: Set<Answer>] = [:]
        for set in sets {
            let folder = try HarnessFolder()
            try set.write(to: folder)
            let server = try HarnessServer(["--data", folder.path])
            let client = try #require(RawClient(port: server.port))
            for request in requests {
                client.send(request)
                answers[request, default: []].insert(Answer(try #require(client.response())))
            }
        }
        return answers
    }

    /// Changes one file, in one of the ways in which files change.
    private static func change(_ folder: HarnessFolder, round: Int, _ random: inout SeededGenerator) throws {
        let whole = try File.read("\(HarnessBinary.samples)/\(DataSet.allCases[round % 2].changingSample)")
        switch Int.random(in: 0..<5, using: &random) {
        case 0: try folder.write(DataSet.changing, whole)
        case 1: try folder.overwrite(DataSet.changing, whole.prefix(Int.random(in: 0..<whole.count, using: &random)))
        case 2: try folder.overwrite(DataSet.changing, whole)
        case 3: folder.remove(DataSet.passing)
        default: try DataSet.write("25-4031.00_v.26.05.json", to: DataSet.passing, in: folder)
        }
    }

    @Test func `through 200 reloads every answer is that of one data set, and memory stays`() throws {
        let requests = Self.targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
        let answers = try Self.answers(of: DataSet.allCases, to: requests)
        let folder = try HarnessFolder()
        try DataSet.first.write(to: folder)
        let server = try HarnessServer(["--data", folder.path, "--workers", "2"])
        let load = HarnessLoad(port: server.port, clients: 20, requests: requests) { request, response in
            answers[request]?.contains(Answer(response)) == true
                ? nil : "\(response.status) \(response.text.prefix(200))"
        }
        var random = SeededGenerator(seed: 5)
        var memory: Int?
        for round in 1...(Self.isSanitized ? 40 : 200) {
            let before = server.reloads
            let answered = load.answered
            try Self.change(folder, round: round, &random)
            server.process.send(SIGHUP)
            try server.waitUntil { server.reloads > before && load.answered > answered + 20 }
            // A second later, when data sets that were replaced are freed.
            if round == 10 {
                pause(milliseconds: 1500)
                memory = server.process.residentKiB
            }
        }
        pause(milliseconds: 1500)
        let last = server.process.residentKiB
        load.finish()
        #expect(load.lost == [])
        let growth = Double(try #require(last)) / Double(try #require(memory))
        print(
            "memory after 10 and \(server.reloads) reloads: \(memory ?? 0) and \(last ?? 0) KiB, "
                + "\(load.answered) answers")
        // A sanitizer keeps memory of its own.
        #expect(Self.isSanitized || 0.95...1.05 ~= growth)
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
    }

    @Test func `SIGHUP every 200 ms for 20 s loses no request`() throws {
        let folder = try HarnessFolder()
        try folder.copySamples("43-")
        try folder.copySamples("49-")
        let server = try HarnessServer(["--data", folder.path, "--workers", "2"])
        let load = HarnessLoad(port: server.port, clients: Self.clients)
        try server.waitUntil { load.answered >= 500 }
        for round in 0..<100 {
            // Every other data set has an occupation more.
            if round % 2 == 0 { try folder.copySamples("25-") } else { folder.remove("25-4031.00_v.26.05.json") }
            server.process.send(SIGHUP)
            usleep(200_000)
        }
        load.finish()
        #expect(load.lost == [])
        #expect(server.process.logLines.count { $0.root["message"]?.text?.string == "loaded" } >= 20)
        server.process.send(SIGTERM)
        #expect(try server.process.wait() == 0)
    }
}
