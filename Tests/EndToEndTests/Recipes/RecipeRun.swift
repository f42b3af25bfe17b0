import Glibc
import JSON
import TestSupport
import Testing
import rungs

/// A server of the samples, and an empty folder in which a recipe is run against it.
final class RecipeRun {
    let recipe: Recipe
    let language: RecipeLanguage
    let data: HarnessFolder
    let work: HarnessFolder
    let server: HarnessServer
    private var marks = 0
    private var told = 0

    /// - Parameters:
    ///   - settings: `KEY=VALUE`.
    ///   - change: of the folder that is served, before it is.
    init(
        _ recipe: Recipe, _ language: RecipeLanguage, settings: [String] = [],
        change: (HarnessFolder) throws -> Void = { _ in }
    ) throws {
        self.recipe = recipe
        self.language = language
        data = try HarnessFolder()
        work = try HarnessFolder()
        try data.copySamples("")
        try change(data)
        let settings = ["data.watch=false", "log.access=all"] + settings
        server = try HarnessServer(["--data", data.path] + settings.flatMap { ["--set", $0] })
    }

    var base: String { "http://127.0.0.1:\(server.port)" }

    /// The block of the page, for this server.
    func block() throws -> String {
        let blocks = try RecipePage.blocks().filter {
            $0.heading == recipe.rawValue && $0.language == language.rawValue
        }
        let block = try #require(blocks.first)
        try #require(block.text.contains(RecipePage.base), "asks another server than the page says")
        return block.text.replacing(RecipePage.base, with: base)
    }

    /// Runs the block in the folder, and gives what it prints.
    func output() throws -> String {
        try work.write(language.fileName, Array(block().utf8))
        let program = try #require(language.interpreter)
        let process = try HarnessProcess(
            ["-C", work.path, program, language.fileName], environment: RecipeLanguage.environment,
            executable: "/usr/bin/env")
        let status = try process.wait(seconds: 60)
        #expect(status == 0, "\(process.standardError)")
        return process.standardOutput
    }

    /// What the server has at an address: links begin as they do for the recipe.
    func get(_ path: String, _ lines: String = "") throws -> RawResponse {
        let client = try #require(RawClient(port: server.port))
        client.send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\(lines)\r\n")
        return try #require(client.response())
    }

    func json(_ path: String) throws -> Value {
        try Document(parsing: get(path).body).root
    }

    /// Everything that is served, by soc, from the export and not from lists.
    func frameworks() throws -> [Value] {
        try get("/v1/export?format=ndjson").text.split(separator: "\n").map {
            try Document(parsing: Array($0.utf8)).root
        }
    }

    func file(_ name: String) throws -> String {
        String(decoding: try File.read("\(work.path)/\(name)"), as: UTF8.self)
    }

    /// Puts an export into the folder that is served, and has it loaded. What was asked for before is forgotten.
    func publish(_ name: String, _ text: String) throws {
        let reloads = server.reloads
        try data.write(name, Array(text.utf8))
        server.process.send(SIGHUP)
        try server.waitUntil { server.reloads == reloads + 1 }
        _ = try requests()
    }

    /// The requests since the last call, as the access log tells them: status and target.
    func requests() throws -> [String] {
        marks += 1
        _ = try get("/mark/\(marks)")
        let mark = "404 /mark/\(marks)"
        try server.waitUntil { logged.contains(mark) }
        let requests = Array(logged.prefix { $0 != mark }.dropFirst(told))
        told += requests.count + 1
        return requests
    }

    private var logged: [String] {
        server.process.logLines.map(\.root).filter { $0["message"]?.text?.string == "request" }.map { entry in
            let query = entry["url.query"]?.text.map { "?\($0.string)" } ?? ""
            return
                "\(entry["http.response.status_code"]?.integer ?? 0) \(entry["url.path"]?.text?.string ?? "")\(query)"
        }
    }
}

extension Value {
    /// The text of a member.
    func string(_ names: String...) -> String {
        var value: Value? = self
        for name in names { value = value?[name] }
        return value?.text?.string ?? ""
    }
}
