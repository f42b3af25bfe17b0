import API
import HTTP
import Server

extension Setting {
    /// All settings, in the order in which they are shown.
    package static let table: [Setting] =
        data + http + tls + admin + auth + api + limits + timeouts + cache + log + metrics

    private static let data = [
        Setting(
            "data.paths", "RUNGS_DATA", form: .list(of: "folders or files", separator: ":"), default: nil,
            into: \.data.paths, help: "folders and files of exports; where none is set, the samples"),
        Setting(
            "data.onError", "RUNGS_DATA_ON_ERROR", form: .word, default: "fail", into: \.data.onError,
            help: "what a bad file does: fail refuses to start, skip leaves the file out and says so"),
        Setting(
            "data.watch", "RUNGS_DATA_WATCH", form: .boolean, default: "true", into: \.data.isWatched,
            help: "whether the data is loaded again when its files change"),
        Setting(
            "data.onRemove", "RUNGS_DATA_ON_REMOVE", form: .word, default: "drop", into: \.data.onRemove,
            help: "what was served of a file that is removed: drop ends it, keep goes on until the next start"),
        Setting(
            "data.maxFileBytes", "RUNGS_DATA_MAX_FILE", form: .bytes(1...(1 << 30)), default: "16MiB",
            into: \.data.maxFileBytes, help: "a larger file is refused before it is read"),
    ]

    private static let http = [
        Setting(
            "http.host", "RUNGS_HOST", form: .host, default: "127.0.0.1", into: \.listen.host,
            help: "address or name to listen on; :: is every IPv6 and IPv4 address"),
        Setting(
            "http.port", "RUNGS_PORT", "PORT", form: .integer(0...65535), default: "8080", into: \.listen.port,
            help: "port to listen on; 0 lets the system choose"),
        Setting(
            "http.socket", "RUNGS_SOCKET", form: .socketPath, default: nil, into: \.listen.socket,
            help: "Unix domain socket to listen on, in place of http.host and http.port"),
        Setting(
            "http.workers", "RUNGS_WORKERS", form: .integer(0...1024), default: "0", into: \.server.workers,
            help: "event loops; 0 is one for each core that a cgroup quota leaves"),
        Setting(
            "http.publicURL", "RUNGS_PUBLIC_URL", form: .publicURL, default: nil, into: \.publicURL,
            help: "what links begin with; its path becomes the base path"),
        Setting(
            "http.basePath", "RUNGS_BASE_PATH", form: .basePath, default: nil, into: \.basePath,
            help: "prefix that a proxy puts before every path"),
        Setting(
            "http.trustedProxies", "RUNGS_TRUSTED_PROXIES", form: .trustedPeers, default: nil,
            into: \.server.trust.proxies,
            help: "proxies whose forwarded fields count; unix is whoever connects to http.socket"),
        Setting(
            "http.forwarded", "RUNGS_FORWARDED", form: .forwardedFields,
            default: "x-forwarded-for,x-forwarded-proto,x-forwarded-host", into: \.server.trust.fields,
            help: "the fields that trusted proxies set or remove; no other one counts"),
        Setting(
            "http.proxyProtocol", "RUNGS_PROXY_PROTOCOL", form: .word, default: "off", into: \.server.proxyProtocol,
            help: "whether trusted proxies send a PROXY header, v1 or v2; require closes whatever has none"),
        Setting(
            "http.serverTiming", "RUNGS_SERVER_TIMING", form: .boolean, default: "false",
            into: \.server.tellsTiming, help: "whether each answer says how long it took to be made"),
        Setting(
            "http.cors.origins", "RUNGS_CORS_ORIGINS", form: .corsOrigins, default: "*", into: \.api.corsOrigins,
            help: "whose pages may read the answers: any, none, or those of the origins that are listed"),
    ]

    private static let tls = [
        Setting(
            "tls.cert", "RUNGS_TLS_CERT", form: .list(of: "paths of PEM files", separator: ":"), default: nil,
            into: \.tls.certificates,
            help: "certificates, each with its chain; the first is for clients that name none of the others"),
        Setting(
            "tls.key", "RUNGS_TLS_KEY", form: .list(of: "paths of PEM files", separator: ":"), default: nil,
            into: \.tls.keys, help: "their keys, in the same order"),
        Setting(
            "tls.clientCA", "RUNGS_TLS_CLIENT_CA", form: .path, default: nil, into: \.tls.clientCA,
            help: "PEM file of the authorities by which the certificates of clients are checked"),
        Setting(
            "tls.clientAuth", "RUNGS_TLS_CLIENT_AUTH", form: .word, default: "none",
            into: \.tls.clientAuthentication, help: "whether clients may or must show a certificate"),
        Setting(
            "tls.minVersion", "RUNGS_TLS_MIN_VERSION", form: .word, default: "1.2", into: \.tls.minimumVersion,
            help: "the oldest version of TLS that is spoken"),
        Setting(
            "tls.port", "RUNGS_TLS_PORT", form: .port, default: nil, into: \.tls.port,
            help: "port of http.host for TLS, beside plain HTTP on http.port, which else speaks TLS itself"),
    ]

    private static let admin = [
        Setting(
            "admin.port", "RUNGS_ADMIN_PORT", form: .port, default: nil, into: \.listen.adminPort,
            help: "port of http.host for health and metrics, which are then nowhere else; 0 lets the system choose")
    ]

    private static let auth = [
        Setting(
            "auth.keysFile", "RUNGS_KEYS_FILE", form: .path, default: nil, into: \.keysFile,
            help: "file of the keys that let clients in, of lines that rungs keys hash writes; unset, nobody needs one")
    ]

    private static let api = [
        Setting(
            "api.strictQuery", "RUNGS_STRICT_QUERY", form: .boolean, default: "true", into: \.api.isQueryStrict,
            help: "whether an unknown query parameter is an error"),
        Setting(
            "api.page.default", "RUNGS_PAGE_LIMIT", form: .integer(1...100_000), default: "50",
            into: \.api.pageLimit, help: "elements of a list where the request has no limit"),
        Setting(
            "api.page.max", "RUNGS_PAGE_MAX", "RUNGS_PAGE_LIMIT_MAX", form: .integer(1...100_000), default: "500",
            into: \.api.maximumPageLimit, help: "the most elements that a list gives at once"),
        Setting(
            "api.cacheMaxAge", "RUNGS_CACHE_MAX_AGE", form: .integer(0...31_536_000), default: "300",
            into: \.api.cacheMaxAge, help: "seconds for which caches may keep an answer; 0 is no-cache"),
    ]

    private static let limits = [
        Setting(
            "limit.headBytes", "RUNGS_LIMIT_HEAD", form: .bytes(256...(64 << 10)), default: "16KiB",
            into: \.server.limits.headBytes, help: "a larger request head is answered with 431"),
        Setting(
            "limit.targetBytes", "RUNGS_LIMIT_TARGET", form: .bytes(64...(64 << 10)), default: "8KiB",
            into: \.server.limits.targetBytes, help: "a longer request target is answered with 414"),
        Setting(
            "limit.fieldLines", "RUNGS_LIMIT_FIELDS", form: .integer(1...1000), default: "100",
            into: \.server.limits.fieldLines, help: "more header lines are answered with 431"),
        Setting(
            "limit.bodyBytes", "RUNGS_LIMIT_BODY", form: .bytes(0...(64 << 20)), default: "64KiB",
            into: \.server.limits.bodyBytes, help: "a larger request body is answered with 413"),
        Setting(
            "limit.connections", "RUNGS_MAX_CONNECTIONS", form: .integer(1...1_000_000), default: "16384",
            into: \.server.limits.connections, help: "open connections, less where the descriptor limit says so"),
        Setting(
            "limit.connectionsPerClient", "RUNGS_MAX_CONNECTIONS_PER_CLIENT", form: .countOrOff(1...1_000_000),
            default: "off", into: \.server.limits.connectionsPerClient,
            help: "open connections from one IPv4 address or one /64 of IPv6; a trusted proxy is not limited"),
        Setting(
            "limit.requestsPerConnection", "RUNGS_MAX_REQUESTS", form: .countOrOff(1...1_000_000_000), default: "off",
            into: \.server.limits.requestsPerConnection, help: "requests after which a connection is closed"),
        Setting(
            "limit.rate", "RUNGS_RATE_LIMIT", form: .rate, default: "off", into: \.server.limits.rate,
            help: "requests in so many seconds of one key, IPv4 address or /64 of IPv6; more are answered with 429"),
    ]

    private static let timeouts = [
        Setting(
            "timeout.head", "RUNGS_TIMEOUT_HEAD", form: .seconds(0.1...3600), default: "10",
            into: \.server.timeouts.head, help: "seconds for a whole request head"),
        Setting(
            "timeout.body", "RUNGS_TIMEOUT_BODY", form: .seconds(0.1...3600), default: "30",
            into: \.server.timeouts.body, help: "seconds for a whole request body"),
        Setting(
            "timeout.idle", "RUNGS_TIMEOUT_IDLE", form: .seconds(0.1...86400), default: "75",
            into: \.server.timeouts.idle, help: "seconds for which a connection may wait for its next request"),
        Setting(
            "timeout.write", "RUNGS_TIMEOUT_WRITE", form: .seconds(0.1...3600), default: "30",
            into: \.server.timeouts.write, help: "seconds without progress of a client that takes its answer"),
        Setting(
            "timeout.linger", "RUNGS_TIMEOUT_LINGER", form: .seconds(0...3600), default: "0",
            into: \.server.timeouts.linger, help: "seconds between the signal to stop and the end of listening"),
        Setting(
            "timeout.drain", "RUNGS_TIMEOUT_DRAIN", form: .seconds(0...3600), default: "8",
            into: \.server.timeouts.drain, help: "seconds for the whole orderly end, the linger time included"),
    ]

    private static let cache = [
        Setting(
            "cache.bytes", "RUNGS_ANSWER_CACHE", form: .bytes(0...(64 << 30)), default: "64MiB",
            into: \.server.answerCacheBytes, help: "answers kept in memory, over all workers")
    ]

    private static let log = [
        Setting(
            "log.level", "RUNGS_LOG_LEVEL", form: .word, default: "info", into: \.log.level,
            help: "the least level that is logged"),
        Setting(
            "log.format", "RUNGS_LOG_FORMAT", form: .word, default: "auto", into: \.log.format,
            help: "auto is text on a terminal and JSON elsewhere"),
        Setting(
            "log.access", "RUNGS_ACCESS_LOG", form: .word, default: "off", into: \.log.access,
            help: "which requests are logged"),
    ]

    private static let metrics = [
        Setting(
            "metrics.enabled", "RUNGS_METRICS", form: .boolean, default: "true", into: \.api.hasMetrics,
            help: "whether requests are measured, and /metrics is served")
    ]
}
