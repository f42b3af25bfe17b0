import Server
import Testing
import rungs

@Suite struct TLSSettingsTests {
    private func settings(_ environment: [String: String]) throws -> Settings {
        let layers: [SettingsLayer] = [
            try .environment(environment) { path throws(SystemError) in throw SystemError(call: "open", errno: 2) },
            .defaults(samples: "/samples"),
        ]
        return try Settings(RawSettings(layers), processors: 1)
    }

    private static let pair = ["RUNGS_TLS_CERT": "/a.pem", "RUNGS_TLS_KEY": "/a.key"]

    @Test func `certificates and keys are pairs, in their order`() throws {
        let settings = try settings([
            "RUNGS_TLS_CERT": "/a.pem:/b.pem", "RUNGS_TLS_KEY": "/a.key:/b.key", "RUNGS_TLS_CLIENT_CA": "/ca.pem",
            "RUNGS_TLS_CLIENT_AUTH": "optional", "RUNGS_TLS_MIN_VERSION": "1.3",
        ])
        var expected = TLSConfiguration(certificates: [
            .init(certificate: "/a.pem", key: "/a.key"), .init(certificate: "/b.pem", key: "/b.key"),
        ])
        expected.clientCA = "/ca.pem"
        expected.clientAuthentication = .optional
        expected.minimumVersion = .tls13
        #expect(settings.tls.configuration == expected)
    }

    @Test(arguments: [
        ([:], [false]), (pair, [true]), (pair.merging(["RUNGS_ADMIN_PORT": "2"]) { $1 }, [true, false]),
        (pair.merging(["RUNGS_TLS_PORT": "3", "RUNGS_ADMIN_PORT": "2"]) { $1 }, [false, true, false]),
        (pair.merging(["RUNGS_TLS_PORT": "3", "RUNGS_SOCKET": "/s"]) { $1 }, [false, true]),
    ])
    func `TLS is spoken on http_port, or on a port of its own`(environment: [String: String], isSecured: [Bool]) throws
    {
        let settings = try settings(environment)
        #expect(settings.server.listeners.map(\.isSecured) == isSecured)
        #expect((settings.tls.configuration != nil) == isSecured.contains(true))
    }

    @Test(arguments: [
        (
            ["CERT": "/a"],
            "tls.key: 1 certificate and 0 keys: each certificate of tls.cert has its key at the same place"
        ),
        (["KEY": "/a"], "tls.key: nothing is secured while tls.cert is not set (RUNGS_TLS_KEY)"),
        (["PORT": "1"], "tls.port: nothing is secured while tls.cert is not set (RUNGS_TLS_PORT)"),
        (
            ["CLIENT_AUTH": "require"],
            "tls.clientAuth: nothing is secured while tls.cert is not set (RUNGS_TLS_CLIENT_AUTH)"
        ),
        (
            ["CERT": "/a:/b", "KEY": "/a"],
            "tls.key: 2 certificates and 1 key: each certificate of tls.cert has its key at the same place (RUNGS_TLS_KEY)"
        ),
        (
            ["CERT": "/a", "KEY": "/a", "CLIENT_AUTH": "optional"],
            "tls.clientAuth: certificates of clients are checked by tls.clientCA, which is not set (RUNGS_TLS_CLIENT_AUTH)"
        ),
        (
            ["CERT": "/a", "KEY": "/a", "CLIENT_CA": "/c"],
            "tls.clientCA: no client is checked by it: set tls.clientAuth to optional or require (RUNGS_TLS_CLIENT_CA)"
        ),
        (
            ["CERT": "/a", "KEY": "/a", "PORT": "8080"],
            "tls.port: 8080 is http.port too: leave it unset, and http.port speaks TLS, or set another (RUNGS_TLS_PORT)"
        ),
        (["MIN_VERSION": "1.1"], "tls.minVersion: `1.1` (RUNGS_TLS_MIN_VERSION) is not `1.2`, `1.3`"),
        (
            ["CERT": "/a:", "KEY": "/a:"],
            "tls.cert: `/a:` (RUNGS_TLS_CERT) is not paths of PEM files, separated by `:`"
        ),
    ])
    func `half of a set-up is an error`(variables: [String: String], message: String) {
        let environment = Dictionary(uniqueKeysWithValues: variables.map { ("RUNGS_TLS_\($0)", $1) })
        let error = #expect(throws: SettingsErrors.self) { try settings(environment) }
        #expect(error?.errors.first?.description == message)
    }

    @Test(arguments: [
        (
            ["RUNGS_ADMIN_PORT": "9", "RUNGS_TLS_PORT": "9"],
            "tls.port: 9 is admin.port too: set another (RUNGS_TLS_PORT)"
        ),
        (
            ["RUNGS_SOCKET": "/s"],
            "tls.port: http.socket is for programs of this machine: set the port on which TLS is spoken"
        ),
    ])
    func `a port is one thing`(environment: [String: String], message: String) {
        let error = #expect(throws: SettingsErrors.self) { try settings(Self.pair.merging(environment) { $1 }) }
        #expect(error?.errors.map(\.description) == [message])
    }
}
