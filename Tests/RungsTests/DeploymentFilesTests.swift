import Server
import Testing
import rungs

/// What the Dockerfile, the manifests, the unit and the set-ups of proxies say of the program.
@Suite struct DeploymentFilesTests {
    private static func text(_ path: String) throws -> String {
        String(decoding: try repositoryFile(path), as: UTF8.self)
    }

    /// The settings that a file gives a value, also in what is commented out; those that it only names are empty.
    private static func variables(_ text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for match in text.matches(of: #/\b(RUNGS_[A-Z_]+)(?:(?:=|: +)"?([^\s"`]+))?/#) {
            let value = match.2.map(String.init) ?? variables[String(match.1)]
            variables[String(match.1)] = value ?? ""
        }
        return variables
    }

    private static func settings(_ text: String) throws -> Settings {
        let environment = try SettingsLayer.environment(variables(text)) { _ throws(SystemError) in [] }
        return try Settings(RawSettings([environment, .defaults(samples: nil)]), processors: 1)
    }

    /// The number after a word of a file.
    private static func number(after word: String, in text: String) throws -> Double {
        let line = text.split(separator: "\n").first { $0.contains(word) && !$0.contains("#") }
        return try #require((line?.split { ":= ".contains($0) }.last).flatMap { Double($0) }, "\(word)")
    }

    @Test(arguments: [
        ("Dockerfile", ["RUNGS_DATA", "RUNGS_HOST"]),
        ("Config/kubernetes/configmap.yaml", ["RUNGS_PUBLIC_URL", "RUNGS_TIMEOUT_LINGER", "RUNGS_TIMEOUT_DRAIN"]),
        ("Config/kubernetes/deployment.yaml", ["RUNGS_PORT"]),
        ("Config/systemd/rungs.service", ["RUNGS_DATA"]),
        ("Config/nginx/rungs.conf", ["RUNGS_TRUSTED_PROXIES", "RUNGS_FORWARDED"]),
        ("Config/haproxy/haproxy.cfg", ["RUNGS_TRUSTED_PROXIES", "RUNGS_FORWARDED", "RUNGS_PROXY_PROTOCOL"]),
        ("Config/caddy/Caddyfile", ["RUNGS_TRUSTED_PROXIES", "RUNGS_FORWARDED"]),
        ("Config/apache/rungs.conf", ["RUNGS_TRUSTED_PROXIES", "RUNGS_FORWARDED"]),
        ("Sources/rungs/Documentation.docc/Deployment.md", ["RUNGS_DATA", "RUNGS_HOST"]),
        ("Sources/rungs/Documentation.docc/LinksAndProxies.md", ["RUNGS_TRUSTED_PROXIES", "RUNGS_PUBLIC_URL"]),
    ])
    func `every setting that a file names is one, and its value is allowed`(path: String, some: [String]) throws {
        let text = try Self.text(path)

        #expect(throws: Never.self) { try Self.settings(text) }
        #expect(Set(some).isSubset(of: Self.variables(text).keys))
    }

    @Test func `whoever waits for the end of the program waits longer than that takes`() throws {
        let manifest = try Self.settings(Self.text("Config/kubernetes/configmap.yaml")).server.timeouts
        let grace = try Self.number(
            after: "terminationGracePeriodSeconds", in: Self.text("Config/kubernetes/deployment.yaml"))
        #expect(0 < manifest.linger && manifest.linger < manifest.drain && manifest.drain < grace)

        let unit = try Self.text("Config/systemd/rungs.service")
        #expect(try Self.settings(unit).server.timeouts.drain < Self.number(after: "TimeoutStopSec", in: unit))
    }

    @Test func `a unit has descriptors for all connections`() throws {
        let unit = try Self.text("Config/systemd/rungs.service")
        #expect(try Double(Self.settings(unit).server.limits.connections) < Self.number(after: "LimitNOFILE", in: unit))
    }

    @Test(arguments: [
        ("Dockerfile", "ARG VERSION="), ("Makefile", "IMAGE ?= rungs:"),
        ("Config/kubernetes/deployment.yaml", "image: rungs:"),
        ("Config/kubernetes/kustomization.yaml", "newTag: "),
    ])
    func `an image has the version of the program`(path: String, name: String) throws {
        let lines = try Self.text(path).split(separator: "\n").filter { $0.contains(name) }
        #expect(lines.map { $0.drop { $0 == " " } } == ["\(name)\(Version.current)"])
    }

    @Test func `what the kustomization lists is there`() throws {
        let lines = try Self.text("Config/kubernetes/kustomization.yaml").split(separator: "\n")
        let names = lines.compactMap { $0.firstMatch(of: #/^  - (\S+\.yaml)/#).map { String($0.1) } }

        #expect(!names.isEmpty)
        for name in names {
            #expect(try Self.text("Config/kubernetes/\(name)").contains("\nkind: "))
        }
    }
}
