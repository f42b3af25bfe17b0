import API
import HTTP
import JSON
import Server
import Testing
import rungs

/// Reads settings as the program does, from values in the place of the outside.
private func settings(
    flags: [FlagValue] = [], environment: [String: String] = [:], file: String? = nil, files: [String: String] = [:]
) throws -> (raw: RawSettings, checked: Settings) {
    var layers: [SettingsLayer] = [try .flags(flags)]
    layers.append(
        try .environment(environment) { path throws(SystemError) in
            guard let text = files[path] else { throw SystemError(call: "open", errno: 2) }
            return Array(text.utf8)
        })
    if let file {
        layers.append(try .file(Array(file.utf8), path: "rungs.json"))
    }
    layers.append(.defaults(samples: "/samples"))
    let raw = RawSettings(layers)
    return (raw, try Settings(raw, processors: 3))
}

/// The messages of the errors that `body` throws.
private func messages(_ body: () throws -> Void) -> [String] {
    do {
        try body()
        return []
    } catch let error as SettingsErrors {
        return error.errors.map(\.description)
    } catch {
        return ["\(error)"]
    }
}

@Suite struct SettingsTests {
    @Test func `a flag beats the environment, which beats the file, which beats the default`() throws {
        let flag = FlagValue(flag: "--port", key: "http.port", texts: ["1"])
        let file = "{\"http\": {\"port\": 3}}"

        #expect(try settings().checked.listen.port == 8080)
        #expect(try settings(file: file).checked.listen.port == 3)
        #expect(try settings(environment: ["RUNGS_PORT": "2"], file: file).checked.listen.port == 2)
        #expect(try settings(flags: [flag], environment: ["RUNGS_PORT": "2"], file: file).checked.listen.port == 1)
    }

    @Test func `every value says where it came from`() throws {
        let raw = try settings(
            flags: [FlagValue(flag: "--host", key: "http.host", texts: ["::"])],
            environment: ["PORT": "9000", "RUNGS_LOG_LEVEL": "debug"],
            file: "{\n  \"cache\": {\n    \"bytes\": 5\n  }\n}"
        ).raw

        #expect(raw["http.host"]?.origin == "--host")
        #expect(raw["http.port"]?.origin == "PORT")
        #expect(raw["log.level"]?.origin == "RUNGS_LOG_LEVEL")
        #expect(raw["cache.bytes"]?.origin == "rungs.json:3")
        #expect(raw["api.cacheMaxAge"]?.origin == "default")
    }

    @Test func `RUNGS_PORT counts before PORT`() throws {
        #expect(try settings(environment: ["RUNGS_PORT": "1", "PORT": "2"]).checked.listen.port == 1)
    }

    @Test func `the defaults of the table are those of the types that they fill`() throws {
        let checked = try settings().checked
        let untouched = try Settings(RawSettings([SettingsLayer("none", [:])]), processors: 1)

        // `paths` and `workers` depend on the machine.
        var expected = untouched
        expected.data.paths = ["/samples"]
        expected.server.workers = 3
        #expect("\(checked)" == "\(expected)")
    }

    @Test func `without a number of workers there is one for each core`() throws {
        #expect(try settings().checked.server.workers == 3)
        #expect(try settings(environment: ["RUNGS_WORKERS": "2"]).checked.server.workers == 2)
    }

    @Test func `paths are separated by colons, but not in a file and not in flags`() throws {
        let flag = FlagValue(flag: "--data", key: "data.paths", texts: ["a:b", "c"])

        #expect(try settings(environment: ["RUNGS_DATA": "a:b"]).checked.data.paths == ["a", "b"])
        #expect(try settings(file: "{\"data\": {\"paths\": [\"a:b\"]}}").checked.data.paths == ["a:b"])
        #expect(try settings(file: "{\"data\": {\"paths\": \"a:b\"}}").checked.data.paths == ["a", "b"])
        #expect(try settings(flags: [flag]).checked.data.paths == ["a:b", "c"])
    }

    @Test(arguments: [
        ("http.port", "65536", "a whole number from 0 to 65535"),
        ("http.port", "-1", "a whole number from 0 to 65535"),
        ("http.port", "+80", "a whole number from 0 to 65535"),
        ("http.port", "", "a whole number from 0 to 65535"),
        ("http.port", "80 ", "a whole number from 0 to 65535"),
        ("http.host", "a b", "an IP address or a host name"),
        ("data.onError", "Skip", "`fail`, `skip`"),
        ("data.maxFileBytes", "16Mib2", "a size from 1B to 1GiB, like 16MiB"),
        ("data.paths", "a::b", "folders or files, separated by `:`"),
        ("timeout.head", "1e3", "seconds from 0.1 to 3600, fractions too"),
        ("timeout.head", "nan", "seconds from 0.1 to 3600, fractions too"),
        ("timeout.head", "0", "seconds from 0.1 to 3600, fractions too"),
        ("timeout.drain", "3601", "seconds from 0 to 3600, fractions too"),
        ("api.strictQuery", "yes", "`true` or `on`, `false` or `off`"),
        ("limit.requestsPerConnection", "0", "`off` or a whole number from 1 to 1000000000"),
        ("log.access", "some", "`off`, `errors`, `all`"),
        ("limit.rate", "600", "`off` or requests/seconds like 600/60, from 1/1 to 1000000/86400"),
        ("limit.rate", "0/60", "`off` or requests/seconds like 600/60, from 1/1 to 1000000/86400"),
        ("limit.rate", "600/60/1", "`off` or requests/seconds like 600/60, from 1/1 to 1000000/86400"),
        ("limit.rate", "600/+6", "`off` or requests/seconds like 600/60, from 1/1 to 1000000/86400"),
        ("limit.rate", "1/86401", "`off` or requests/seconds like 600/60, from 1/1 to 1000000/86400"),
        ("auth.keysFile", "", "a path"),
        ("http.publicURL", "ftp://a.example", "an http or https URL without user, query and fragment"),
        ("http.basePath", "a", "empty or a path like /a/b, of letters, digits and ._~-"),
    ])
    func `a value that is not allowed is named with its origin and what is allowed`(
        key: String, value: String, allowed: String
    ) {
        let flag = FlagValue(flag: "--set", key: key, texts: [value])

        #expect(
            messages { _ = try settings(flags: [flag]) } == ["\(key): `\(value)` (--set \(key)) is not \(allowed)"])
    }

    @Test(arguments: [
        (
            "http.trustedProxies", "10.0.0.0/8, 10.0.0.0/33",
            "IP addresses, ranges like 10.0.0.0/8 or fd00::/8, and `unix`, separated by `,`; ` 10.0.0.0/33` is none"
        ),
        (
            "http.trustedProxies", "unix:",
            "IP addresses, ranges like 10.0.0.0/8 or fd00::/8, and `unix`, separated by `,`; `unix:` is none"
        ),
        (
            "http.forwarded", "x-forwarded-for,x-forwarded-hots",
            """
            a list out of `x-forwarded-for`, `x-forwarded-proto`, `x-forwarded-host`, `x-forwarded-prefix`, \
            separated by `,`, or `forwarded` alone; `x-forwarded-hots` is none, did you mean `x-forwarded-host`?
            """
        ),
        (
            "http.forwarded", "forwarded,x-forwarded-for",
            """
            a list out of `x-forwarded-for`, `x-forwarded-proto`, `x-forwarded-host`, `x-forwarded-prefix`, \
            separated by `,`, or `forwarded` alone
            """
        ),
        (
            "http.cors.origins", "https://a.example, https://b.example/",
            """
            `*`, `off`, or origins like https://www.example.org, separated by `,`; ` https://b.example/` has a path, or a \
            slash at its end
            """
        ),
        (
            "http.cors.origins", "*,https://a.example",
            """
            `*`, `off`, or origins like https://www.example.org, separated by `,`; `*` has no scheme, such as https://, \
            before it
            """
        ),
    ])
    func `of a list that is not allowed the element at fault is named`(key: String, value: String, allowed: String) {
        let flag = FlagValue(flag: "--set", key: key, texts: [value])

        #expect(
            messages { _ = try settings(flags: [flag]) } == ["\(key): `\(value)` (--set \(key)) is not \(allowed)"])
    }

    @Test func `proxies and their fields are lists, as one text or as an array`() throws {
        let text = try settings(environment: [
            "RUNGS_TRUSTED_PROXIES": "10.0.0.0/8, ::1", "RUNGS_FORWARDED": "X-Forwarded-For,x-forwarded-prefix",
        ])
        let file = """
            {"http": {"trustedProxies": ["10.0.0.0/8", "::1"], "forwarded": ["x-forwarded-for", "x-forwarded-prefix"]}}
            """
        for trust in [text.checked.server.trust, try settings(file: file).checked.server.trust] {
            #expect(trust.proxies == ["10.0.0.0/8", "::1"].compactMap(TrustedPeer.init))
            #expect(trust.fields == [.xForwardedFor, .xForwardedPrefix])
        }
        #expect(try settings().checked.server.trust.isEmpty)
        #expect(try settings().checked.server.trust.fields == [.xForwardedFor, .xForwardedProto, .xForwardedHost])
        #expect(try settings(environment: ["RUNGS_FORWARDED": "forwarded"]).checked.server.trust.fields == .forwarded)
    }

    @Test func `origins are any, none or a list, as one text or as an array`() throws {
        let origins = try ["https://a.example", "http://localhost:3000"].map { try Origin($0) }
        #expect(try settings().checked.api.corsOrigins == .any)
        #expect(try settings(environment: ["RUNGS_CORS_ORIGINS": "off"]).checked.api.corsOrigins == .off)
        for checked in [
            try settings(environment: ["RUNGS_CORS_ORIGINS": "https://a.example, http://localhost:3000"]).checked,
            try settings(
                file: """
                    {"http": {"cors": {"origins": ["https://a.example", "http://localhost:3000"]}}}
                    """
            ).checked,
        ] {
            #expect(checked.api.corsOrigins == .list(origins))
            #expect(checked.server.corsOrigins == origins)
        }
        #expect(try settings(file: "{\"http\": {\"cors\": {\"origins\": \"*\"}}}").checked.api.corsOrigins == .any)
        #expect(try settings().checked.server.corsOrigins == [])
    }

    @Test func `a rate is requests in seconds, and a file of keys a door`() throws {
        let checked = try settings(environment: ["RUNGS_RATE_LIMIT": "600/60", "RUNGS_KEYS_FILE": "/run/keys"]).checked
        #expect(checked.server.limits.rate == RateLimit(requests: 600, seconds: 60))
        #expect(checked.api.limitsRate)
        #expect(checked.keysFile == "/run/keys")
        #expect(checked.api.requiresKey)
        #expect(checked.server.openPaths == ["/livez", "/readyz", "/healthz"])
        let open = try settings(environment: ["RUNGS_ADMIN_PORT": "1"]).checked
        #expect(!open.api.limitsRate)
        #expect(!open.api.requiresKey)
        #expect(open.server.openPaths == [])
    }

    @Test func `all errors are told, not only the first`() {
        let found = messages {
            _ = try settings(environment: ["RUNGS_PORT": "x", "RUNGS_WORKERS": "y", "RUNGS_LOG_LEVEL": "loud"])
        }
        #expect(found.count == 3)
    }

    @Test(arguments: [
        ("65536", 65536), ("64KiB", 65536), ("64 kib", 65536), ("16MiB", 16 << 20), ("1GB", 1_000_000_000), ("7B", 7),
        ("0", 0),
    ])
    func `sizes are bytes or have a unit`(text: String, bytes: Int) {
        #expect(ByteSize.parse(text) == bytes)
    }

    @Test(arguments: ["", "KiB", "1.5MiB", "-1", "1  KiB", "1TiB", "9223372036854775807KiB", "0x10", "٣"])
    func `what is no size is refused`(text: String) {
        #expect(ByteSize.parse(text) == nil)
    }

    @Test func `seconds can have fractions`() throws {
        #expect(try settings(environment: ["RUNGS_TIMEOUT_DRAIN": "0.25"]).checked.server.timeouts.drain == 0.25)
    }

    @Test func `off is no bound`() throws {
        #expect(try settings().checked.server.limits.requestsPerConnection == nil)
        let limited = try settings(environment: ["RUNGS_MAX_REQUESTS": "10"])
        #expect(limited.checked.server.limits.requestsPerConnection == 10)
    }

    @Test func `a page cannot be larger than the largest page`() {
        #expect(
            messages { _ = try settings(environment: ["RUNGS_PAGE_LIMIT": "600"]) } == [
                "api.page.default: 600 is more than api.page.max, 500 (RUNGS_PAGE_LIMIT)"
            ])
    }

    @Test func `the linger time is a part of the drain time`() {
        #expect(
            messages { _ = try settings(environment: ["RUNGS_TIMEOUT_LINGER": "9.5"]) } == [
                "timeout.linger: 9.5 is more than timeout.drain, 8.0, which includes it (RUNGS_TIMEOUT_LINGER)"
            ])
    }

    @Test func `a secret is masked in the listing and in errors`() {
        let secret = Setting(
            "auth.secret", "RUNGS_SECRET", form: .integer(0...9), default: nil, isSecret: true, into: \.listen.port,
            help: "for this test")
        let layer = SettingsLayer("flags", ["auth.secret": .init(texts: ["hunter2"], origin: "--set")])
        let raw = RawSettings([layer], table: [secret])

        #expect(Setting.listing(raw) == "auth.secret  ********  --set\n")
        #expect(
            messages { _ = try Settings(raw, processors: 1) } == [
                "auth.secret: ******** (--set) is not a whole number from 0 to 9"
            ])
    }

    @Test func `no two settings share a key or a variable`() {
        let keys = Setting.table.map(\.key)
        let variables = Setting.table.flatMap(\.environment)

        #expect(Set(keys).count == keys.count)
        #expect(Set(variables).count == variables.count)
    }

    @Test(
        arguments: [
            (nil, nil, "", nil),
            ("https://Rungs.Example", nil, "", "https://rungs.example"),
            ("https://rungs.example:443/", nil, "", "https://rungs.example"),
            ("http://rungs.example:8080/a/b/", nil, "/a/b", "http://rungs.example:8080/a/b"),
            ("https://[2001:DB8::1]/a", "/a", "/a", "https://[2001:db8::1]/a"),
            (nil, "/a", "/a", nil),
        ] as [(String?, String?, String, String?)])
    func `the path of the public URL is the base path`(
        url: String?, basePath: String?, expected: String, base: String?
    ) throws {
        var environment: [String: String] = [:]
        environment["RUNGS_PUBLIC_URL"] = url
        environment["RUNGS_BASE_PATH"] = basePath
        let server = try settings(environment: environment).checked.server

        #expect(server.basePath == expected)
        #expect(server.publicBase?.text == base)
    }

    @Test func `a base path that differs from the public URL is an error`() {
        let found = messages {
            _ = try settings(environment: ["RUNGS_PUBLIC_URL": "https://a.example/x", "RUNGS_BASE_PATH": "/y"])
        }
        #expect(
            found == [
                "http.basePath: `/y` differs from the path of http.publicURL, `/x`, which is the base path (RUNGS_BASE_PATH)"
            ])
    }

    @Test(arguments: [
        "rungs.example", "https://", "https://u@a.example", "https://a.example?x", "https://a.example/#f",
        "https://a.example/a//b", "https://a.example/../b", "https://a.example/a b", "https://a.example:x",
        "https://a.example:65536", "https://[::1", "https://a.example/%41", "https://a.example\\",
    ])
    func `what cannot begin a link is no public URL`(text: String) {
        #expect(PublicURL(text) == nil)
    }
}

@Suite struct SettingsEnvironmentTests {
    @Test(
        arguments: [
            ("RUNGS_WORKER", "RUNGS_WORKERS"), ("RUNGS_PROT", "RUNGS_PORT"), ("RUNGS_DATA_DIR", "RUNGS_DATA"),
            ("RUNGS_URL", "RUNGS_PUBLIC_URL"), ("RUNGS_PRT_FILE", "RUNGS_PORT_FILE"), ("RUNGS_CONFG", "RUNGS_CONFIG"),
            // What all variables begin with makes none of them near.
            ("RUNGS_X", nil), ("RUNGS_BIND", nil),
        ] as [(String, String?)])
    func `an unknown variable is an error that names the nearest`(name: String, nearest: String?) {
        let suggestion = nearest.map { "; did you mean \($0)?" } ?? ""
        #expect(
            messages { _ = try settings(environment: [name: "2"]) } == [
                "unknown setting \(name) (the environment)\(suggestion)"
            ])
    }

    @Test(arguments: [
        ["RUNGS_SERVICE_HOST": "10.0.0.1", "RUNGS_SERVICE_PORT": "80", "RUNGS_SERVICE_PORT_HTTP": "80"],
        [
            "RUNGS_PORT": "tcp://10.0.0.1:80", "RUNGS_PORT_80_TCP": "tcp://10.0.0.1:80",
            "RUNGS_PORT_80_TCP_ADDR": "10.0.0.1",
        ],
        ["RUNGS_TEST_EXPORTS": "/x", "PATH": "/bin", "HOME": "/root"],
    ])
    func `what Kubernetes and tests set is ignored`(environment: [String: String]) throws {
        #expect(try settings(environment: environment).checked.listen.port == 8080)
    }

    @Test func `beside a service link PORT still counts`() throws {
        let environment = ["RUNGS_PORT": "tcp://10.0.0.1:80", "PORT": "9000"]
        #expect(try settings(environment: environment).checked.listen.port == 9000)
    }

    @Test func `an empty variable is not set`() throws {
        #expect(try settings(environment: ["RUNGS_PORT": "", "RUNGS_PUBLIC_URL": ""]).checked.listen.port == 8080)
    }

    @Test func `a variable that ends in _FILE gives the value from a file, without its last line feed`() throws {
        let result = try settings(environment: ["RUNGS_PORT_FILE": "/run/port"], files: ["/run/port": "9000\n"])

        #expect(result.checked.listen.port == 9000)
        #expect(result.raw["http.port"]?.origin == "RUNGS_PORT_FILE")
    }

    @Test func `a variable whose own name ends in _FILE is read as it is`() throws {
        #expect(try settings(environment: ["RUNGS_DATA_MAX_FILE": "1KiB"]).checked.data.maxFileBytes == 1024)
        let fromFile = try settings(
            environment: ["RUNGS_DATA_MAX_FILE_FILE": "/run/max"], files: ["/run/max": "2KiB"])
        #expect(fromFile.checked.data.maxFileBytes == 2048)
    }

    @Test func `a file that is not there is an error that names variable and path`() {
        #expect(
            messages { _ = try settings(environment: ["RUNGS_HOST_FILE": "/run/host"]) } == [
                "RUNGS_HOST_FILE: cannot read /run/host: No such file or directory"
            ])
    }

    @Test func `a variable and its _FILE together are an error`() {
        let environment = ["RUNGS_HOST": "::", "RUNGS_HOST_FILE": "/run/host"]
        #expect(
            messages { _ = try settings(environment: environment, files: ["/run/host": "::1"]) } == [
                "RUNGS_HOST: set twice (RUNGS_HOST and RUNGS_HOST_FILE)"
            ])
    }
}

@Suite struct SettingsFileTests {
    @Test(arguments: [
        (
            "{\n  \"http\": {\"prot\": 1}\n}",
            "unknown setting http.prot (rungs.json:2); did you mean http.port?"
        ),
        ("{\"htp\": {}}", "unknown setting htp (rungs.json:1); did you mean http?"),
        ("{\"port\": 1}", "unknown setting port (rungs.json:1); did you mean http.port?"),
        ("{\"http\": 1}", "http: it must be an object (rungs.json:1)"),
        ("{\"http\": {\"cors\": []}}", "http.cors: it must be an object (rungs.json:1)"),
        (
            "{\"http\": {\"port\": 1,\n\"port\": 2}}",
            "http.port: set twice (rungs.json:1 and rungs.json:2)"
        ),
        (
            "{\"http.port\": 1,\n\"http\": {\"port\": 2}}",
            "http.port: set twice (rungs.json:1 and rungs.json:2)"
        ),
        ("{\"http\": {\"port\": [1]}}", "http.port: `[1]` (rungs.json:1) is not a whole number from 0 to 65535"),
        ("{\"http\": {\"port\": 1.5}}", "http.port: `1.5` (rungs.json:1) is not a whole number from 0 to 65535"),
        ("{\"http\": {\"port\": true}}", "http.port: `true` (rungs.json:1) is not a whole number from 0 to 65535"),
        (
            "{\"data\": {\"paths\": [\"a\", 1]}}",
            "data.paths: `[\"a\", 1]` (rungs.json:1) is not folders or files, separated by `:`"
        ),
        ("{\"log\": {},\n \"log\": {}}", "log: set twice (rungs.json:1 and rungs.json:2)"),
        ("[]", "rungs.json:1: it must be an object"),
        ("{\n\"http\" 1}", "rungs.json:2:8: not valid JSON: expected a colon after the member name at byte 9"),
    ])
    func `what is wrong in a file is named with its line`(file: String, message: String) {
        #expect(messages { _ = try settings(file: file) } == [message])
    }

    @Test func `numbers can be written in any way that is the same number`() throws {
        #expect(try settings(file: "{\"http\": {\"port\": 9e3}}").checked.listen.port == 9000)
        #expect(try settings(file: "{\"data\": {\"maxFileBytes\": \"2MiB\"}}").checked.data.maxFileBytes == 2 << 20)
        #expect(try settings(file: "{\"timeout\": {\"idle\": 0.5}}").checked.server.timeouts.idle == 0.5)
    }

    @Test func `null is not set`() throws {
        #expect(try settings(file: "{\"http\": {\"port\": null}}").raw["http.port"]?.origin == "default")
    }

    @Test func `Config rungs json holds every setting with its default`() throws {
        let bytes = try repositoryFile("Config/rungs.json")
        #expect(String(decoding: bytes, as: UTF8.self) == Setting.example())

        // Reading it back changes nothing.
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(try "\(settings(file: text).checked)" == "\(settings().checked)")
        for setting in Setting.table where setting.fallback != nil {
            #expect(try settings(file: text).raw[setting.key]?.origin.hasPrefix("rungs.json:") == true)
        }
    }

    @Test(arguments: Setting.table.map(\.key)) func `the README has the row of every setting`(key: String) throws {
        let setting = try #require(Setting.table.first { $0.key == key })
        let variables = setting.environment.map { "`\($0)`" }.joined(separator: " · ")
        let separator = if case .list(let separator) = setting.shape { String(separator) } else { "" }
        let fallback = setting.fallback.map { "`\($0.joined(separator: separator))`" } ?? "–"
        let row = "\n| `\(key)` | \(variables) | \(fallback) | \(setting.help) |\n"

        #expect(String(decoding: try repositoryFile("README.md"), as: UTF8.self).contains(row), "\(row)")
    }
}

@Suite struct FlagTests {
    @Test func `--set takes any key and splits at the first equals sign`() {
        #expect(
            FlagValue(assignment: "http.publicURL=https://a.example/?a=b")
                == FlagValue(flag: "--set", key: "http.publicURL", texts: ["https://a.example/?a=b"]))
        #expect(FlagValue(assignment: "http.port") == nil)
        #expect(FlagValue(assignment: "=1") == nil)
    }

    @Test func `a setting given twice on the command line is an error`() {
        let flags = [
            FlagValue(flag: "--port", key: "http.port", texts: ["1"]),
            FlagValue(flag: "--set", key: "http.port", texts: ["2"]),
        ]
        #expect(messages { _ = try settings(flags: flags) } == ["http.port: set twice (--port and --set http.port)"])
    }

    @Test func `an unknown key names the nearest`() {
        let flags = [FlagValue(flag: "--set", key: "log.levl", texts: ["info"])]
        #expect(
            messages { _ = try settings(flags: flags) } == ["unknown setting log.levl (--set); did you mean log.level?"]
        )
    }
}
